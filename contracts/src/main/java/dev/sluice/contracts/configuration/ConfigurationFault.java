package dev.sluice.contracts.configuration;

/// What is wrong with a configuration, in one sentence. It never holds a secret.
public final class ConfigurationFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ConfigurationFault(String sentence) {
        super(sentence, null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
