package org.as2gateway.transport.pdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The synthetic server is called by curl, which was not written here. */
class SyntheticPdxIT {
  private static final Path CURL = Path.of("/usr/bin/curl");
  private static final String LOGIN = PdxSamples.USER + ":" + PdxSamples.PASSWORD;

  @TempDir private Path folder;
  private SyntheticPdx server;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.isExecutable(CURL), "curl is not installed");
    server =
        SyntheticPdx.open(
            folder.resolve("pdx"), 0, PdxSamples.USER, PdxSamples.PASSWORD, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  /** Head and body of the answer. */
  private String curl(String path, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(CURL.toString(), "-s", "-i", "-m", "20"));
    command.addAll(List.of(options));
    command.add(server.url() + path);
    Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private String upload(String... environments) throws Exception {
    Path file = Files.writeString(folder.resolve("a.manifest"), "H1|x\r\n");
    List<String> options = new ArrayList<>(List.of("-u", LOGIN, "-F", "filename=a.manifest"));
    for (String environment : environments) {
      options.addAll(List.of("-F", "environment=" + environment));
    }
    options.addAll(List.of("-F", "multipartFile=@" + file));
    return curl("/api/manifests", options.toArray(String[]::new));
  }

  @Test
  void takes_an_upload_and_lists_it() throws Exception {
    assertThat(upload("PROD")).startsWith("HTTP/1.1 200").contains("SYNTHETIC");
    assertThat(Files.readString(server.uploads().get(0).path())).isEqualTo("H1|x\r\n");
    assertThat(curl("/api/manifests?environment=PROD&filename=a.manifest", "-u", LOGIN))
        .contains("\"totalResults\":1", "\"filename\":\"a.manifest\"");
    assertThat(curl("/api/manifests?environment=TEM", "-u", LOGIN)).contains("\"totalResults\":0");
  }

  @Test
  void refuses_an_environment_that_is_missing_or_there_twice() throws Exception {
    assertThat(upload("PROD", "TEM")).startsWith("HTTP/1.1 400");
    assertThat(upload()).startsWith("HTTP/1.1 400");
    assertThat(curl("/api/extracts?environment=PROD&environment=TEM", "-u", LOGIN))
        .startsWith("HTTP/1.1 400");
    assertThat(curl("/api/extracts", "-u", LOGIN)).startsWith("HTTP/1.1 400");
    assertThat(server.uploads()).isEmpty();
  }

  @Test
  void refuses_what_is_not_in_the_table() throws Exception {
    assertThat(curl("/api/extracts?environment=PROD&surprise=1", "-u", LOGIN))
        .startsWith("HTTP/1.1 400");
    assertThat(curl("/api/other", "-u", LOGIN)).startsWith("HTTP/1.1 404");
    assertThat(curl("/api/extracts?environment=PROD")).startsWith("HTTP/1.1 401");
    assertThat(curl("/api/extracts?environment=PROD", "-u", "synthetic-user:wrong"))
        .startsWith("HTTP/1.1 401")
        .contains("SYNTHETIC");
  }

  @Test
  void offers_files_and_remembers_when_they_were_downloaded() throws Exception {
    curl(
        "/synthetic/outbound-files?filename=extract.dat&environment=PROD",
        "-u",
        LOGIN,
        "--data-binary",
        "events");
    String list = "/api/extracts?environment=PROD&fullList=false";
    assertThat(curl(list, "-u", LOGIN)).contains("\"id\":1001", "\"downloadTime\":\"\"");
    assertThat(curl("/api/outbound-files/1001", "-u", LOGIN)).endsWith("\r\n\r\nevents");
    assertThat(curl(list, "-u", LOGIN)).contains("\"totalResults\":0");
    assertThat(curl("/api/extracts?environment=PROD&fullList=true", "-u", LOGIN))
        .contains("\"totalResults\":1")
        .doesNotContain("\"downloadTime\":\"\"");
  }

  @Test
  void fails_on_demand() throws Exception {
    curl("/synthetic/faults?call=extracts&fault=server-error", "-u", LOGIN, "-X", "POST");
    assertThat(curl("/api/extracts?environment=PROD", "-u", LOGIN)).startsWith("HTTP/1.1 500");
    assertThat(curl("/api/extracts?environment=PROD", "-u", LOGIN)).startsWith("HTTP/1.1 200");
  }
}
