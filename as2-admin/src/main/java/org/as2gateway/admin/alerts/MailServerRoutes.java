package org.as2gateway.admin.alerts;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.JsonBody;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.RequestDocument;
import org.as2gateway.admin.port.Route;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.jspecify.annotations.Nullable;

/** The mail server that takes alerts, over the API. Administrators only. */
public final class MailServerRoutes {
  private static final String PATH = "/api/v1/mail-server";

  private final MailServer server;

  public MailServerRoutes(MailServer server) {
    this.server = server;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            PATH,
            "Show the mail server for alerts, without its password",
            MailServerJson.class,
            context -> json()),
        Route.put(PATH, "Set the mail server for alerts", MailServerJson.class, this::save)
            .takes(MailServerChange.class),
        Route.post(PATH + "/test", "Send a test mail", MailTestAnswerJson.class, this::test)
            .takes(MailTestRequest.class));
  }

  /** Where the settings are. */
  private enum Source {
    FILE,
    SAVED,
    NONE
  }

  @Description("The mail server for alerts.")
  private record MailServerJson(
      @Nullable String host,
      int port,
      String from,
      @Nullable String user,
      boolean hasPassword,
      Smtp.Tls tls,
      @Description(
              "file: set in gateway.yaml and read-only; saved: set here; none: no mail is sent")
          Source source) {}

  @Description("New settings of the mail server; a missing one gets its default.")
  private record MailServerChange(
      @Description("null: send no mail") @Nullable String host,
      Optional<Integer> port,
      Optional<String> from,
      @Nullable String user,
      @Description("without it, the password for the same server and user is kept")
          Optional<String> password,
      Optional<Smtp.Tls> tls)
      implements RequestDocument {}

  @Description("Where to send a test mail.")
  private record MailTestRequest(String to) implements RequestDocument {}

  @Description("Result of a test mail.")
  private record MailTestAnswerJson(
      boolean sent,
      @Description("response of the mail server, or why there is none") String answer) {}

  private MailServerJson json() {
    Smtp smtp = server.settings();
    Source source = server.isOfFile() ? Source.FILE : Source.SAVED;
    return new MailServerJson(
        smtp.host().orElse(null),
        smtp.port(),
        smtp.from(),
        smtp.user().orElse(null),
        smtp.password().isPresent(),
        smtp.tls(),
        server.isSet() ? source : Source.NONE);
  }

  private MailServerJson save(Context context) throws IOException {
    JsonBody body = JsonBody.of(context);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : List.of("host", "from", "user", "password", "tls")) {
      body.text(key).ifPresent(text -> texts.put(key, text));
    }
    body.number("port").ifPresent(port -> texts.put("port", Long.toString(port)));
    try {
      server.save(Caller.of(context).actor(), texts);
      return json();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(400, String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new ProblemException(409, String.valueOf(e.getMessage()));
    }
  }

  private MailTestAnswerJson test(Context context) throws IOException {
    String to = JsonBody.of(context).required("to");
    Answer answer = server.test(Caller.of(context).actor(), to);
    return new MailTestAnswerJson(answer.isGood(), answer.text());
  }
}
