package dev.flattensync.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoErrorsTest {
    private static final MongoCredential SCOTT =
            MongoCredential.createCredential("scott", "admin", "hush".toCharArray());

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 89, 91, 189, 10107, 11600, 11602, 13435, 13436})
    void whatAnElectionOrTheNetworkCausesIsTriedAgain(int code) {
        assertThat(MongoErrors.isTransient(answer(code))).isTrue();
        assertThat(MongoErrors.isTransient(new MongoSocketReadException("broken", new ServerAddress())))
                .isTrue();
        assertThat(MongoErrors.isTransient(new MongoTimeoutException("no server")))
                .isTrue();
    }

    @Test
    void whatTheServerCallsResumableIsTriedAgain() {
        MongoException labelled = answer(4711);
        labelled.addLabel("ResumableChangeStreamError");

        assertThat(MongoErrors.isTransient(labelled)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18, 260, 280, 286, 10334, 40324})
    void whatStaysAsItIsIsNotTriedAgain(int code) {
        assertThat(MongoErrors.isTransient(answer(code))).isFalse();
    }

    @Test
    void onlyALostHistoryAsksForANewSnapshot() {
        assertThat(MongoErrors.isHistoryLost(answer(286))).isTrue();
        assertThat(MongoErrors.isHistoryLost(answer(280))).isTrue();
        assertThat(MongoErrors.isHistoryLost(answer(260))).isFalse();
    }

    @Test
    void refusedCredentialsAreSaidToBeRefusedAndNotShown() {
        MongoSecurityException refused = new MongoSecurityException(SCOTT, "Exception authenticating " + SCOTT);
        MongoTimeoutException later =
                new MongoTimeoutException("Timed out while waiting for a server, caused by " + refused);

        for (MongoException e : new MongoException[] {refused, later, answer(18)}) {
            assertThat(MongoErrors.explain(e))
                    .isEqualTo("it refuses the user or password of the URI")
                    .doesNotContain("scott", "hush");
            assertThat(MongoErrors.isTransient(e)).isFalse();
        }
    }

    @Test
    void largeEventIsExplained() {
        assertThat(MongoErrors.explain(answer(10334))).contains("over 16 MB", "7.0");
    }

    @Test
    void anyOtherAnswerIsShownWithItsCode() {
        assertThat(MongoErrors.explain(answer(4711))).isEqualTo("it answers \"no\" (error 4711)");
    }

    private static MongoCommandException answer(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new BsonString("no")),
                new ServerAddress());
    }
}
