package org.as2gateway.admin.messages;

import static org.as2gateway.admin.port.QueryParameter.flag;
import static org.as2gateway.admin.port.QueryParameter.header;
import static org.as2gateway.admin.port.QueryParameter.number;
import static org.as2gateway.admin.port.QueryParameter.text;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.BodyType;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Route;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.smime.MultipartFiles;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.store.log.MessagePage;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.store.payload.SubmittedFiles.SubmittedFile;

/** Messages: list, look at, send, resend, cancel. */
public final class MessageRoutes {
  private static final String MESSAGES = "/api/v1/messages";
  private static final String MESSAGE = MESSAGES + "/{id}";

  private final Gateway gateway;
  private final MessageActions actions;
  private final Downloads downloads;
  private final Clock clock;

  public MessageRoutes(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
    this.actions = new MessageActions(gateway, clock);
    this.downloads = new Downloads(gateway, actions);
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(messageRoutes());
    routes.addAll(receiptRoutes());
    routes.addAll(actionRoutes());
    return routes;
  }

  private List<Route> messageRoutes() {
    return List.of(
        Route.get(MESSAGES, "List messages, newest first", MessagePageJson.class, this::list)
            .asking(ListParameters.DESCRIBED)
            .by(Role.VIEWER),
        Route.get(
                MESSAGE, "Show a message, by our id or by Message-ID", MessageJson.class, this::one)
            .by(Role.VIEWER),
        Route.get(MESSAGE + "/payload", "Download a payload", BodyType.BYTES, this::payload)
            .asking(number("index", 0, Long.MAX_VALUE))
            .by(Role.OPERATOR),
        Route.get(
                MESSAGE + "/evidence",
                "Download the evidence of the exchange as a zip file",
                BodyType.of("application/zip"),
                this::evidence)
            .asking(flag("payload").says("false leaves payloads out"))
            .by(Role.OPERATOR),
        Route.get(
                MESSAGE + "/events",
                "List every step and attempt",
                EventsJson.class,
                context -> events(find(context)))
            .by(Role.VIEWER));
  }

  private List<Route> receiptRoutes() {
    return List.of(
        Route.get(
                MESSAGE + "/mdn",
                "Download the MDN as sent or received",
                BodyType.of("message/rfc822"),
                this::mdn)
            .by(Role.VIEWER),
        Route.get(
                MESSAGE + "/receipt",
                "Show the MDN and its verification",
                ReceiptJson.class,
                this::receipt)
            .by(Role.VIEWER),
        Route.get(
                MESSAGE + "/receipts",
                "List all receipts kept for a message",
                KeptReceiptsJson.class,
                context -> receipts(find(context)))
            .by(Role.VIEWER),
        Route.get(
                MESSAGE + "/answers",
                "List the newest HTTP answers that were no receipts",
                AnswersJson.class,
                context -> AnswersJson.of(gateway.messages().answers(find(context).id())))
            .by(Role.VIEWER),
        Route.get(
                MESSAGE + "/explanation",
                "Explain why a digest does not match",
                ExplanationJson.class,
                this::explanation)
            .by(Role.VIEWER));
  }

  private Route submission() {
    return Route.post(
            MESSAGES,
            "Send the request body, or the files of a form with together=true",
            AcceptedJson.class,
            this::submit)
        .status(202)
        .takes(BodyType.BYTES)
        .asking(
            text("partnership").required(),
            text("filename").says("required unless 'together' is true"),
            text("subject"),
            header(Submission.KEY_HEADER)
                .says(
                    "a request with a key that was used in the last 24 hours queues nothing"
                        + " and returns the message of the first; 409 while the outcome of"
                        + " the first is not known"),
            flag("correction")
                .says(
                    "true: the files correct manifests for USPS that were sent before under"
                        + " the same electronic file numbers"),
            flag("together")
                .says(
                    "true: the body is multipart/form-data and its files are sent as one"
                        + " message"))
        .streaming()
        .by(Role.OPERATOR);
  }

  private List<Route> actionRoutes() {
    return List.of(
        submission(),
        Route.post(
                MESSAGE + "/receipts/judge",
                "Verify the kept receipts again",
                KeptReceiptsJson.class,
                this::judge)
            .by(Role.OPERATOR),
        Route.post(MESSAGE + "/resend", "Resend a message", AcceptedJson.class, this::resend)
            .status(202)
            .by(Role.OPERATOR),
        Route.post(
                MESSAGE + "/cancel",
                "Cancel a message in progress",
                MessageJson.class,
                this::cancel)
            .by(Role.OPERATOR));
  }

  private MessagePageJson list(Context context) {
    ListParameters parameters = new ListParameters(context, gateway.registry());
    MessagePage page = gateway.messages().search(parameters.query());
    return MessagePageJson.of(page, MessageRelations.of(gateway, page.messages()));
  }

  /**
   * Streams the body into the gateway. Only the query string is read for parameters: a body that
   * calls itself a form is a payload all the same, unless {@code together} says that it is a form
   * whose files go as one message.
   */
  private AcceptedJson submit(Context context) throws IOException {
    String partnership = required(context, "partnership");
    Optional<String> subject = Optional.ofNullable(context.queryParam("subject"));
    boolean isCorrection = "true".equals(context.queryParam("correction"));
    Optional<String> key = Optional.ofNullable(context.header(Submission.KEY_HEADER));
    try {
      return accepted(
          context,
          actions.submit(
              Caller.of(context),
              new Submission(partnership, subject, files(context), isCorrection, key)));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private static SubmittedFiles files(Context context) throws IOException {
    String contentType = context.contentType();
    if ("true".equals(context.queryParam("together"))) {
      MultipartFiles form =
          MultipartFiles.of(contentType == null ? "" : contentType, context.bodyInputStream())
              .orElseThrow(
                  () ->
                      new ProblemException(
                          400, "with together=true the body must be multipart/form-data"));
      return () ->
          form.next()
              .map(file -> new SubmittedFile(file.filename(), file.contentType(), file.content()));
    }
    return SubmittedFiles.of(
        new SubmittedFile(
            required(context, "filename"),
            Optional.ofNullable(contentType),
            context.bodyInputStream()));
  }

  private MessageJson one(Context context) {
    return json(find(context));
  }

  private MessageJson json(MessageRecord message) {
    return MessageJson.of(message, MessageRelations.of(gateway, List.of(message)));
  }

  private void payload(Context context) throws IOException {
    MessageRecord message = find(context);
    int index = index(context);
    if (index >= message.payloads().size()) {
      throw new ProblemException(
          404,
          "message '"
              + message.id()
              + "' has "
              + message.payloads().size()
              + " payloads, but none with index "
              + index);
    }
    PayloadRecord payload = message.payloads().get(index);
    Content content = gateway.payload(message.id(), index).orElseThrow(() -> payloadGone(message));
    actions.opened(Caller.of(context), "payload-open", message);
    context.header("Content-Disposition", Downloads.attachment(payload.filename()));
    // A partner's document must never act as a page of this address.
    context.header("Content-Security-Policy", "default-src 'none'; sandbox");
    context.contentType(payload.contentType());
    try {
      context.header("Content-Length", Long.toString(content.bytes()));
      context.result(content.open()); // closed by the server once written
    } catch (NoSuchFileException e) {
      throw payloadGone(message);
    }
  }

  private static ProblemException payloadGone(MessageRecord message) {
    return new ProblemException(
        404,
        "the payload of message '"
            + message.id()
            + "' is not kept; 'retention.payload' sets how long payloads are kept");
  }

  private void mdn(Context context) {
    MessageRecord message = find(context);
    Octets mdn = lastMdn(message);
    context.contentType("message/rfc822");
    context.header("Content-Disposition", Downloads.attachment(message.id() + ".mdn"));
    context.result(mdn.toBytes());
  }

  private ReceiptJson receipt(Context context) {
    MessageRecord message = find(context);
    return new ReceiptReport(gateway, message, clock.instant()).of(lastMdn(message));
  }

  private KeptReceiptsJson receipts(MessageRecord message) {
    Optional<String> absence = message.absenceOfReceipts();
    if (absence.isPresent()) {
      throw new ProblemException(409, absence.get());
    }
    return KeptReceiptsJson.of(
        message, gateway.receipts(message), gateway.messages().flaggedReceipts(message.id()));
  }

  private KeptReceiptsJson judge(Context context) {
    try {
      return receipts(actions.judgeReceipts(Caller.of(context), find(context)));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private ExplanationJson explanation(Context context) throws IOException {
    MessageRecord message = find(context);
    return gateway
        .explain(message)
        .map(ExplanationJson::of)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "no digest of message '"
                        + message.id()
                        + "' needs an explanation, or its content is no longer kept"));
  }

  private Octets lastMdn(MessageRecord message) {
    return actions
        .lastMdn(message)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "message '"
                        + message.id()
                        + "' has no MDN; its status is '"
                        + message.status().text()
                        + "', its mdn state '"
                        + message.mdn().text()
                        + "'"
                        + flagged(message)));
  }

  private String flagged(MessageRecord message) {
    int count = gateway.messages().flaggedReceipts(message.id()).received();
    return count == 0 ? "" : "; receipts that changed nothing: " + count + ", see /receipts";
  }

  private void evidence(Context context) throws IOException {
    MessageRecord message = find(context);
    boolean isWithPayload = !"false".equals(context.queryParam("payload"));
    downloads.evidence(context, message, isWithPayload);
  }

  private EventsJson events(MessageRecord message) {
    return EventsJson.of(gateway.messages().events(message.id()));
  }

  private AcceptedJson resend(Context context) throws IOException {
    try {
      return accepted(context, actions.resend(Caller.of(context), find(context)));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private MessageJson cancel(Context context) throws IOException {
    try {
      return json(actions.cancel(Caller.of(context), find(context)));
    } catch (RefusedOperation e) {
      throw ProblemException.of(e);
    }
  }

  private static AcceptedJson accepted(Context context, MessageRecord message) {
    context.header("Location", MESSAGES + "/" + message.id());
    return AcceptedJson.of(message);
  }

  private MessageRecord find(Context context) {
    return actions.require(context.pathParam("id"));
  }

  private static int index(Context context) {
    String text = context.queryParam("index");
    if (text == null) {
      return 0;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw new ProblemException(
          400, "index is '" + Text.cut(text) + "', expected a number from 0");
    }
    return Integer.parseInt(text);
  }

  private static String required(Context context, String name) {
    String value = context.queryParam(name);
    if (value == null || value.isBlank()) {
      throw new ProblemException(
          400,
          "query parameter '" + name + "' is missing; expected ?partnership=NAME&filename=FILE");
    }
    return value;
  }
}
