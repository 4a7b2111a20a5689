package org.as2gateway.transport.pdx;

import static org.as2gateway.transport.pdx.Certainty.INFERRED;
import static org.as2gateway.transport.pdx.Certainty.PUBLISHED;
import static org.as2gateway.transport.pdx.Certainty.SEEN;
import static org.as2gateway.transport.pdx.PdxField.asPart;
import static org.as2gateway.transport.pdx.PdxField.inPath;
import static org.as2gateway.transport.pdx.PdxField.inQuery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The calls of PDX, as far as they are known: the one table that the client, the synthetic server
 * and docs/pdx.md are made of.
 */
public enum PdxCall {
  UPLOAD(
      "Upload a manifest",
      "POST",
      "/api/manifests",
      PUBLISHED,
      asPart(PdxCall.FILENAME, PUBLISHED, "name of the file"),
      asPart(PdxCall.ENVIRONMENT, PUBLISHED, "PROD or TEM, exactly once"),
      asPart(PdxCall.FILE, PUBLISHED, "the file")),
  EXTRACTS(
      "List extracts and reports",
      "GET",
      "/api/extracts",
      SEEN,
      inQuery(PdxCall.ENVIRONMENT, SEEN, "PROD or TEM, exactly once"),
      inQuery(PdxCall.FILE_TYPE, SEEN, "BPOD was seen; other values are not known"),
      inQuery(PdxCall.FULL_LIST, SEEN, "false: probably only files that were not downloaded yet"),
      inQuery(PdxCall.FROM_DATE, SEEN, "the date format is not known"),
      inQuery(PdxCall.TO_DATE, SEEN, "the date format is not known"),
      inQuery(PdxCall.FILENAME, SEEN, "name of a file"),
      inQuery(PdxCall.PAGE_NUMBER, INFERRED, "the answer has it; that it can be asked for is not"),
      inQuery(PdxCall.PAGE_SIZE, INFERRED, "the answer has it; that it can be asked for is not")),
  DOWNLOAD(
      "Download a file",
      "GET",
      "/api/outbound-files/{id}",
      SEEN,
      inPath(PdxCall.ID, SEEN, "id of the file in the list")),
  UPLOADED(
      "List uploaded files",
      "GET",
      "/api/manifests",
      INFERRED,
      inQuery(PdxCall.ENVIRONMENT, INFERRED, "PROD or TEM, exactly once"),
      inQuery(PdxCall.FILENAME, INFERRED, "name of a file"),
      inQuery(PdxCall.PAGE_NUMBER, INFERRED, "as in the list of extracts"),
      inQuery(PdxCall.PAGE_SIZE, INFERRED, "as in the list of extracts"));

  public static final String ENVIRONMENT = "environment";
  public static final String FILENAME = "filename";
  public static final String FILE = "multipartFile";
  public static final String FILE_TYPE = "fileType";
  public static final String FULL_LIST = "fullList";
  public static final String FROM_DATE = "fromDate";
  public static final String TO_DATE = "toDate";
  public static final String PAGE_NUMBER = "pageNumber";
  public static final String PAGE_SIZE = "pageSize";
  public static final String ID = "id";

  private static final String ID_IN_PATH = "{id}";

  private final String title;
  private final String method;
  private final String path;
  private final Certainty certainty;

  @SuppressWarnings("ImmutableEnumChecker") // List.of does not change
  private final List<PdxField> fields;

  PdxCall(String title, String method, String path, Certainty certainty, PdxField... fields) {
    this.title = title;
    this.method = method;
    this.path = path;
    this.certainty = certainty;
    this.fields = List.of(fields);
  }

  /** What it is for. */
  public String title() {
    return title;
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The path; {@code {id}} stands for the id of a file. */
  public String path() {
    return path;
  }

  /** The path for a file. */
  String path(String id) {
    return path.replace(ID_IN_PATH, id);
  }

  /** How it is known that there is such a call. */
  public Certainty certainty() {
    return certainty;
  }

  /** Its parameters. */
  public List<PdxField> fields() {
    return fields;
  }

  /** Whether it has a parameter of that name. */
  public boolean hasField(String name) {
    return fields.stream().anyMatch(field -> field.name().equals(name));
  }

  /** The call of a request. */
  public static Optional<PdxCall> of(String method, String path) {
    return Arrays.stream(values())
        .filter(call -> call.method.equals(method) && call.matches(path))
        .findFirst();
  }

  private boolean matches(String other) {
    return path.endsWith(ID_IN_PATH)
        ? id(other).filter(id -> id.indexOf('/') < 0).isPresent()
        : path.equals(other);
  }

  /** The id in the path of a request; empty if it has none. */
  public Optional<String> id(String other) {
    String start = path.replace(ID_IN_PATH, "");
    boolean hasId = path.endsWith(ID_IN_PATH) && other.startsWith(start);
    return hasId && other.length() > start.length()
        ? Optional.of(other.substring(start.length()))
        : Optional.empty();
  }
}
