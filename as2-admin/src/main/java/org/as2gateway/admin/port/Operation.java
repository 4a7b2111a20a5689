package org.as2gateway.admin.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a route of the API takes and answers, for the API description.
 *
 * @param query parameters of the query string
 * @param body what a request carries
 * @param status of the usual answer
 * @param answers what answers carry, by their status
 */
record Operation(
    List<QueryParameter> query, BodyType body, int status, Map<Integer, BodyType> answers) {
  /** Copies the lists. */
  Operation {
    query = List.copyOf(query);
    answers = Map.copyOf(answers);
  }

  /** It takes nothing and answers 200 with that. */
  static Operation answering(BodyType content) {
    return new Operation(List.of(), BodyType.NOTHING, 200, Map.of(200, content));
  }

  /** The usual answer has that status. */
  Operation withStatus(int other) {
    return new Operation(query, body, other, Map.of(other, answer()));
  }

  /** It may also answer with that status. */
  Operation or(int other, BodyType content) {
    Map<Integer, BodyType> more = new TreeMap<>(answers);
    more.put(other, content);
    return new Operation(query, body, status, more);
  }

  BodyType answer() {
    return answers.getOrDefault(status, BodyType.NOTHING);
  }

  Operation taking(BodyType content) {
    return new Operation(query, content, status, answers);
  }

  Operation asking(QueryParameter... parameters) {
    List<QueryParameter> more = new ArrayList<>(query);
    more.addAll(List.of(parameters));
    return new Operation(more, body, status, answers);
  }
}
