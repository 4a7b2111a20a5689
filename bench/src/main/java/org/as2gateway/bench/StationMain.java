package org.as2gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.as2gateway.config.ConfigException;

/**
 * The measured JVM: opens a product and obeys commands on standard input, one a line, each answered
 * by one line; ends with its input. Arguments: product, folder, URL of the partner to send to.
 */
final class StationMain {
  private StationMain() {}

  public static void main(String[] arguments)
      throws IOException, ConfigException, InterruptedException {
    Path folder = Path.of(arguments[1]);
    URI partnerUrl = URI.create(arguments[2]);
    Keys keys = Keys.read(folder);
    PrintStream answers = System.out;
    System.setOut(System.err); // whatever else is printed goes to the log
    try (Station station =
        Product.valueOf(arguments[0]) == Product.GATEWAY
            ? GatewayStation.open(folder, keys, partnerUrl)
            : PeerStation.open(folder, keys, partnerUrl)) {
      answers.println(station.url());
      obey(station, answers);
    }
    System.exit(0); // libraries' threads must not keep it
  }

  private static void obey(Station station, PrintStream answers)
      throws IOException, InterruptedException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split("\t", -1);
      if (words[0].equals("send")) {
        Path file = Path.of(words[1]);
        answers.println(station.send(file, Integer.parseInt(words[2]), Integer.parseInt(words[3])));
      } else {
        station.clean();
        answers.println("clean");
      }
    }
  }
}
