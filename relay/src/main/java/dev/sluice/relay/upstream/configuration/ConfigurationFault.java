package dev.sluice.relay.upstream.configuration;

/// What is wrong with a configuration, in one sentence. It never holds a secret.
final class ConfigurationFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConfigurationFault(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
