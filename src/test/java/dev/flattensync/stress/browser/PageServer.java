package dev.flattensync.stress.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Serves one HTML page on this machine, with a policy that lets it load and run nothing. */
final class PageServer implements AutoCloseable {
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private static final String PAGE = "/page.html";

    private final HttpServer server;

    private PageServer(HttpServer server) {
        this.server = server;
    }

    static PageServer of(byte[] page) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        return new PageServer(server);
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PAGE);
    }

    /** Which a browser asks for by itself. */
    URI favicon() {
        return page().resolve("/favicon.ico");
    }

    private static void answer(HttpExchange exchange, byte[] page) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().add("Cache-Control", "no-store");
            if (exchange.getRequestURI().getPath().equals(PAGE)) {
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
