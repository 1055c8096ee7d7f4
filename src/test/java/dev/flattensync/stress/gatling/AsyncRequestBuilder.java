package dev.flattensync.stress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;

/** Puts an {@link AsyncRequest} into a Gatling scenario: {@code exec(new AsyncRequestBuilder("changes", request))}. */
public final class AsyncRequestBuilder implements ActionBuilder {
    private final String name;
    private final AsyncRequest request;

    /**
     * @param name the action's name, logged if it fails unexpectedly
     * @param request what each virtual user does
     */
    public AsyncRequestBuilder(String name, AsyncRequest request) {
        this.name = name;
        this.request = request;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new AsyncRequestAction(
                        name, request, context.coreComponents().statsEngine(), next);
            }
        };
    }
}
