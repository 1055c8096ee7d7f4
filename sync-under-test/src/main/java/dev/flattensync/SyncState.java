package dev.flattensync;

/** What a sync is doing: its health. */
public enum SyncState {
    /** It loads all documents into new tables. */
    SNAPSHOT,
    /** It brings in what changed while documents were loaded or looked up. */
    CATCHING_UP,
    /** Each row is exactly what the documents were at the watermark; it follows the stream. */
    TAILING,
    /** It has lost PostgreSQL or the source, and tries to get it back. */
    RECONNECTING,
    /** It was told to stop. */
    STOPPED,
    /** It can't go on; {@link SyncListener#failed} says why. */
    FAILED
}
