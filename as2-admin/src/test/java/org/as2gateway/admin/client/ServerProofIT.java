package org.as2gateway.admin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.as2gateway.admin.port.AdminToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the gateway is down, any local user may listen on its admin port. */
class ServerProofIT {
  private static final AdminToken TOKEN = AdminToken.of("0123456789abcdef");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private UnaryOperator<String> proof = nonce -> "";
  private HttpServer listener;

  @BeforeEach
  void listen() throws IOException {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
          String nonce = exchange.getRequestHeaders().getFirst(AdminToken.CHALLENGE_HEADER);
          if (nonce != null) {
            exchange.getResponseHeaders().add(AdminToken.PROOF_HEADER, proof.apply(nonce));
          }
          byte[] answer = "{}".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    listener.start();
  }

  @AfterEach
  void stop() {
    listener.stop(0);
  }

  private GatewayClient client() {
    URI base = URI.create("http://127.0.0.1:" + listener.getAddress().getPort());
    return new GatewayClient(base, TOKEN, Optional.empty(), Clock.systemUTC());
  }

  @Test
  void a_stranger_on_the_admin_port_gets_neither_token_nor_request() {
    for (UnaryOperator<String> answer :
        List.<UnaryOperator<String>>of(
            nonce -> "", nonce -> nonce, AdminToken.of("another")::proof)) {
      proof = answer;
      assertThatThrownBy(() -> client().get("/api/v1/partners"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("could not prove that it is the gateway of this home");
    }
    assertThat(heard).hasSize(3).allMatch(request -> request.equals("/health/live []"));
  }

  @Test
  void the_gateway_of_the_home_gets_a_short_lived_token_and_never_the_permanent_one()
      throws Exception {
    proof = TOKEN::proof;
    client().get("/api/v1/partners");
    assertThat(heard).hasSize(2);
    assertThat(heard.get(1)).startsWith("/api/v1/partners [Bearer short-");
    assertThat(String.join(" ", heard)).doesNotContain(TOKEN.text());
  }
}
