package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FoldersTest {

    @TempDir
    private Path parent;

    @Test
    void neverEmptiesAFolderItHasNotMade() throws IOException {
        Path photos = Files.createDirectory(parent.resolve("photos"));
        Files.writeString(photos.resolve("one.jpg"), "…");

        assertThatThrownBy(() -> new Folders(photos).remove()).isInstanceOf(StartFailure.class)
                .hasMessageContaining("is no data folder of Sluice");
        assertThat(photos.resolve("one.jpg")).exists();
    }

    @Test
    void emptiesItsOwn() {
        var folders = new Folders(parent.resolve("data"));
        folders.create();

        folders.remove();

        assertThat(folders.data()).doesNotExist();
    }

    @Test
    void remembersWhereItsPlatformListens() {
        var folders = new Folders(parent.resolve("data"));
        folders.create();
        assertThat(Ports.of(folders).api()).isEqualTo(8080);

        new Ports(4000).write(folders);

        assertThat(Ports.of(folders)).isEqualTo(new Ports(4000));
    }

    @Test
    void keepsSecretsToTheirOwnerAndMakesThemOnce() throws Exception {
        var folders = new Folders(parent.resolve("data"));
        folders.create();
        var secrets = new Secrets(folders.secrets(), new SecureRandom());
        secrets.create();
        String pepper = Files.readString(folders.secrets().resolve("pepper"));

        secrets.create();

        assertThat(Files.readString(folders.secrets().resolve("pepper"))).isEqualTo(pepper);
        assertThat(Base64.getDecoder().decode(pepper)).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders.secrets().resolve("kek"))))
                .isEqualTo("rw-------");
        assertThat(signingKey(folders).getParams().getOrder().bitLength()).isEqualTo(256);
    }

    private static ECPrivateKey signingKey(Folders folders) throws Exception {
        String pem = Files.readString(folders.secrets().resolve("jwt-signing-key.pem"));
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
    }
}
