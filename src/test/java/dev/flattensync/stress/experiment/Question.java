package dev.flattensync.stress.experiment;

/** What is asked of each variant. Those that write are done to a document, and answered when they are visible. */
public enum Question {
    LOOK_UP_COMMENT("look up a comment"),
    READ_USER("read a user"),
    EDIT_COMMENT("edit a comment"),
    PUSH_COMMENT("push a comment"),
    PULL_COMMENT("pull comment 0"),
    PUSH_POST("push a post"),
    PULL_POST("pull post 0"),
    INSERT_POST("insert a post at 0"),
    REORDER_POSTS("reorder the posts"),
    /** Of another user, while the pull is being done: the change stream has one order. */
    EDIT_BEHIND_PULL("edit a comment behind a pull of post 0"),
    DELETE_USER("delete a user"),
    INSERT_USER("insert a user");

    private final String label;

    Question(String label) {
        this.label = label;
    }

    /** The question as reports print it. */
    public String label() {
        return label;
    }
}
