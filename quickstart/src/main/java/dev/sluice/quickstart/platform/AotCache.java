package dev.sluice.quickstart.platform;

import java.nio.file.Path;
import java.util.List;

/// The JDK AOT cache of one program: classes as a JVM had them loaded and linked at the end of a run of
/// training. With it a program is up in about half the time. The JVM checks it against the class path and does
/// without when they differ.
///
/// @param madeFrom
///            what the program is made of; a cache that is older is not used
record AotCache(Path file, Path madeFrom) {

    boolean isCurrent() {
        return Builds.isNewer(file, madeFrom);
    }

    /// The flags that use the cache, or that write it in a run of training; none when there is nothing to do.
    List<String> flags(boolean training) {
        if (isCurrent()) {
            return List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
        }
        return training ? List.of("-XX:AOTCacheOutput=" + file) : List.of();
    }
}
