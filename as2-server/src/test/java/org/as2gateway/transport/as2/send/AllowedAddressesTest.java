package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.as2gateway.as2.address.RefusedAddressException;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;

class AllowedAddressesTest {
  private static CompletableFuture<List<InetSocketAddress>> resolve(String... answers)
      throws Exception {
    InetSocketAddress[] found = new InetSocketAddress[answers.length];
    for (int i = 0; i < answers.length; i++) {
      found[i] = new InetSocketAddress(InetAddress.getByName(answers[i]), 443);
    }
    CompletableFuture<List<InetSocketAddress>> result = new CompletableFuture<>();
    new AllowedAddresses((host, port, context, promise) -> promise.succeeded(List.of(found)))
        .resolve(
            "partner.example",
            443,
            Map.of(),
            Promise.from(result::complete, result::completeExceptionally));
    return result;
  }

  @Test
  void a_name_that_leads_to_a_metadata_service_is_refused_after_the_look_up() throws Exception {
    for (CompletableFuture<List<InetSocketAddress>> result :
        List.of(resolve("169.254.169.254"), resolve("192.0.2.1", "fe80::1"))) {
      assertThat(result).isCompletedExceptionally();
      assertThat(result.handle((found, failure) -> failure).get())
          .isInstanceOf(RefusedAddressException.class);
    }
    assertThat(resolve("192.0.2.1", "10.0.0.1").get()).hasSize(2);
  }
}
