package dev.flattensync.stress.planted;

import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;

/** What a question costs in made-up runs of the seed's experiment, without the scans of tables that have no index. */
public final class PlantedCost {
    private static final double EDIT = 0.55;
    private static final int USER_ROWS = 10_101;

    private PlantedCost() {}

    public static double millis(Variant variant, Question question) {
        double millis = plain(variant, question);
        boolean checked = variant.integrity() != Integrity.APPLICATION;
        return switch (question) {
            case LOOK_UP_COMMENT, READ_USER, EDIT_COMMENT -> millis;
            case DELETE_USER, INSERT_USER, PULL_POST -> checked ? 2.8 * millis : millis;
            default -> checked ? 1.15 * millis : millis;
        };
    }

    private static double plain(Variant variant, Question question) {
        boolean chain = variant.storage() == Storage.SCHEMA2;
        boolean linked = variant.storage() == Storage.SCHEMA1;
        boolean json = variant.storage() == Storage.JSONB;
        boolean rewritten = variant.upkeep() == Upkeep.REWRITE;
        double whole = json ? 35 : 110;
        return switch (question) {
            case LOOK_UP_COMMENT -> json ? 14 : chain ? 0.09 : 0.4;
            case READ_USER -> json ? 9 : linked ? 18 : 12;
            case DELETE_USER -> json ? 1.5 : linked ? 19 : 8;
            case INSERT_USER -> json ? 30 : 65;
            default -> json || rewritten ? whole : change(question, chain);
        };
    }

    private static double change(Question question, boolean chain) {
        return switch (question) {
            case PULL_COMMENT -> 1.6;
            case PUSH_POST -> 2.1;
            case PULL_POST -> chain ? 107 : 5;
            case INSERT_POST -> chain ? 110 : 5.5;
            case REORDER_POSTS -> chain ? 118 : 5.2;
            case EDIT_BEHIND_PULL -> (chain ? 107 : 5) + EDIT;
            default -> EDIT;
        };
    }

    public static long rowsWritten(Variant variant, Question question) {
        if (variant.storage() == Storage.JSONB) {
            return reads(question) ? 0 : 1;
        }
        boolean chain = variant.storage() == Storage.SCHEMA2;
        return switch (question) {
            case LOOK_UP_COMMENT, READ_USER -> 0;
            case DELETE_USER, INSERT_USER -> USER_ROWS;
            default -> variant.upkeep() == Upkeep.REWRITE ? 2 * USER_ROWS : change(chain, question);
        };
    }

    private static boolean reads(Question question) {
        return question == Question.LOOK_UP_COMMENT || question == Question.READ_USER;
    }

    private static long change(boolean chain, Question question) {
        return switch (question) {
            case PULL_COMMENT -> 100;
            case PUSH_POST -> 101;
            case PULL_POST, INSERT_POST, REORDER_POSTS -> chain ? 10_100 : 200;
            default -> 1;
        };
    }
}
