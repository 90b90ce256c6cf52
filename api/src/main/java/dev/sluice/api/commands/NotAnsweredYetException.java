package dev.sluice.api.commands;

/// The command is in the log and its answer is late. Answered with 202 and the address of the operation.
public final class NotAnsweredYetException extends RuntimeException {

    private final String commandId;

    NotAnsweredYetException(CommandId id) {
        super("command " + id.value() + " is not answered yet");
        this.commandId = id.value();
    }

    public String commandId() {
        return commandId;
    }
}
