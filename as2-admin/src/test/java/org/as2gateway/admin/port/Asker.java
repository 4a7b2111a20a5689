package org.as2gateway.admin.port;

import tools.jackson.databind.JsonNode;

/** Asks the API and checks request and answer; see {@link OpenApiIT}. */
interface Asker {
  JsonNode ask(String method, String pattern, String... values) throws Exception;
}
