package org.as2gateway.transport.pdx.synthetic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.transport.pdx.PdxCall;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import tools.jackson.databind.json.JsonMapper;

/**
 * What only the synthetic server has, below {@code /synthetic/}: {@code POST
 * faults?call=upload&fault=cut&times=1} and {@code POST outbound-files?filename=…&environment=…}
 * with the file as body.
 */
final class Controls {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SyntheticState state;

  Controls(SyntheticState state) {
    this.state = state;
  }

  /** Answers if the path is one of these. */
  boolean handle(String path, Exchange exchange) throws IOException {
    if (!exchange.request().getMethod().equals("POST")) {
      return false;
    }
    Fields query = Request.extractQueryParameters(exchange.request());
    switch (path) {
      case "/synthetic/faults" -> fault(query, exchange);
      case "/synthetic/outbound-files" -> offer(query, exchange);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void fault(Fields query, Exchange exchange) {
    Optional<PdxCall> call =
        Arrays.stream(PdxCall.values())
            .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(query.getValue("call")))
            .findFirst();
    Optional<Fault> fault = Fault.parse(String.valueOf(query.getValue("fault")));
    String times = query.getValue("times");
    if (call.isEmpty() || fault.isEmpty()) {
      exchange.error(400, "call or fault is unknown");
      return;
    }
    state.fail(call.get(), fault.get(), times == null ? 1 : Integer.parseInt(times));
    exchange.json(200, JSON.createObjectNode());
  }

  private void offer(Fields query, Exchange exchange) throws IOException {
    String filename = query.getValue(PdxCall.FILENAME);
    String environment = query.getValue(PdxCall.ENVIRONMENT);
    if (filename == null || environment == null) {
      exchange.error(400, "filename or environment is missing");
      return;
    }
    try (InputStream content = Content.Source.asInputStream(exchange.request())) {
      exchange.json(200, SyntheticList.taken(state.outbound().add(environment, filename, content)));
    }
  }
}
