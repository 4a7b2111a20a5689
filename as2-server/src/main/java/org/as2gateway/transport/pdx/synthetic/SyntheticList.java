package org.as2gateway.transport.pdx.synthetic;

import java.util.List;
import org.as2gateway.transport.pdx.PdxCall;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists of files, in the model that one client program has: all values are strings but the id and
 * the counters.
 *
 * @param query parameters of the request
 * @param pageSize how many files a page has if the request does not say
 * @param isWrong whether the sizes are
 */
record SyntheticList(Fields query, int pageSize, boolean isWrong) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FIRST_PAGE = 1;

  /** The page of those files that the request asks for. */
  ObjectNode of(List<SyntheticFile> all) {
    List<SyntheticFile> wanted = all.stream().filter(this::isWanted).toList();
    int size = Math.max(1, number(PdxCall.PAGE_SIZE, pageSize));
    int page = number(PdxCall.PAGE_NUMBER, FIRST_PAGE);
    ObjectNode document = JSON.createObjectNode();
    ArrayNode files = document.putArray("outboundFiles");
    wanted.stream()
        .skip((long) size * (page - FIRST_PAGE))
        .limit(size)
        .forEach(file -> entry(files.addObject(), file));
    document.put("totalResults", wanted.size());
    document.put(PdxCall.PAGE_NUMBER, page);
    document.put(PdxCall.PAGE_SIZE, size);
    return document;
  }

  private boolean isWanted(SyntheticFile file) {
    String filename = value(PdxCall.FILENAME);
    return file.environment().equals(value(PdxCall.ENVIRONMENT))
        && (filename == null || filename.equals(file.filename()))
        && (!"false".equals(value(PdxCall.FULL_LIST)) || file.downloadTime().isEmpty());
  }

  private void entry(ObjectNode entry, SyntheticFile file) {
    entry.put(PdxCall.ID, file.id());
    entry.put(PdxCall.ENVIRONMENT, file.environment());
    entry.put("createdTime", file.createdTime());
    entry.put(PdxCall.FILENAME, file.filename());
    entry.put("downloadTime", file.downloadTime());
    entry.put("fileSize", String.valueOf(isWrong ? file.bytes() + 10 : file.bytes()));
    entry.put("mid", "999999999");
    entry.put("unknownField", "kept");
  }

  /** The answer to an upload. */
  static ObjectNode taken(SyntheticFile file) {
    return JSON.createObjectNode()
        .put("id", file.id())
        .put(PdxCall.FILENAME, file.filename())
        .put(PdxCall.ENVIRONMENT, file.environment())
        .put("fileSize", String.valueOf(file.bytes()));
  }

  private @Nullable String value(String name) {
    return query.getValue(name);
  }

  private int number(String name, int otherwise) {
    String value = value(name);
    return value != null && value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
  }
}
