package dev.flattensync.stress.explain;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection, and its statements, that hand in the plans among PostgreSQL's notices. The driver keeps notices as
 * warnings: of the statement that was being executed, or, as at a commit, of the connection.
 */
final class ExplainedConnection {
    private final Connection real;
    private final PlanNotices plans;
    private final Connection proxy;

    ExplainedConnection(Connection real, PlanNotices plans) {
        this.real = real;
        this.plans = plans;
        this.proxy = proxy(Connection.class, this::call);
    }

    /** What stands for the connection; {@link Connection#unwrap} reaches the real one. */
    Connection proxy() {
        return proxy;
    }

    private Object call(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("equals")) {
            return self == arguments[0];
        }
        try {
            Object result = invoke(real, method, arguments);
            return result instanceof Statement statement ? statement(statement, method.getReturnType()) : result;
        } finally {
            handInOwn();
        }
    }

    /** The connection keeps its warnings until they are cleared: none must be handed in twice. */
    private void handInOwn() throws SQLException {
        if (!real.isClosed()) {
            plans.add(real.getWarnings());
            real.clearWarnings();
        }
    }

    private Object statement(Statement statement, Class<?> type) {
        return proxy(type, (self, method, arguments) -> switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "getConnection" -> proxy;
            default -> {
                try {
                    yield invoke(statement, method, arguments);
                } finally {
                    // Each execution clears the warnings of the one before. One that failed had parts that did not.
                    if (method.getName().startsWith("execute") && !statement.isClosed()) {
                        plans.add(statement.getWarnings());
                    }
                }
            }
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ExplainedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
