package dev.sluice.relay.dialect;

/// Reads nothing: the answer costs nothing.
final class FreeAnswerReader implements UsageReader {

    private boolean ended;

    @Override
    public void onData(byte[] bytes, int from, int to) {}

    @Override
    public void onBody(byte[] bytes, int from, int to) {
        ended = true;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public long textBytes() {
        return 0;
    }

    @Override
    public UsageReading reading() {
        return UsageReading.none(ended ? UsageReading.Ending.FINISHED : UsageReading.Ending.OPEN, 0);
    }
}
