package org.as2gateway.transport.as2.send;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Answers octet for octet, each with a name; the connection is closed behind each. */
final class AnswerTable {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FROM = "AS2-From: them\r\n";
  private static final String LENGTH = "Content-Length: 3\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private AnswerTable() {}

  /**
   * What RFC 9112 lets a client accept. Each has the status 200, the body {@code abc} and the field
   * {@code AS2-From: them}.
   */
  static Stream<Arguments> valid() {
    return Stream.of(
            lineEnds(), statusLines(), fields(), lengths(), lengthless(), interim(), chunked())
        .flatMap(answers -> answers);
  }

  private static Stream<Arguments> lineEnds() {
    String bare = (OK + FROM + LENGTH + "\r\n").replace("\r\n", "\n");
    return Stream.of(
        arguments("plain", OK + FROM + LENGTH + "\r\nabc"),
        arguments("bare LF", bare + "abc"),
        arguments("bare LF, close", bare.replace(LENGTH.strip() + "\n", "") + "abc"),
        arguments("LF after the status line", "HTTP/1.1 200 OK\n" + FROM + LENGTH + "\r\nabc"),
        arguments("LF after one field", OK + "AS2-From: them\n" + LENGTH + "\r\nabc"),
        arguments("LF as the empty line", OK + FROM + LENGTH + "\nabc"),
        arguments("CRLF as the empty line after LF", bare.strip() + "\n\r\nabc"),
        arguments("empty line in front", "\r\n" + OK + FROM + LENGTH + "\r\nabc"),
        arguments("empty lines in front", "\r\n\r\n\r\n" + OK + FROM + LENGTH + "\r\nabc"),
        arguments("bare LF in front", "\n\n" + OK + FROM + LENGTH + "\r\nabc"),
        arguments("bare LF in front and within", "\n" + bare + "abc"));
  }

  private static Stream<Arguments> statusLines() {
    String rest = FROM + LENGTH + "\r\nabc";
    return Stream.of(
        arguments("no reason", "HTTP/1.1 200 \r\n" + rest),
        arguments("no reason, no blank", "HTTP/1.1 200\r\n" + rest),
        arguments("no reason, no blank, LF", "HTTP/1.1 200\n" + rest),
        arguments("no reason, LF", "HTTP/1.1 200 \n" + rest),
        arguments("long reason", "HTTP/1.1 200 " + "x".repeat(2000) + "\r\n" + rest),
        arguments("reason with obs-text", "HTTP/1.1 200 \u00dcbernommen\r\n" + rest),
        arguments("reason with a tab", "HTTP/1.1 200 O\tK\r\n" + rest),
        arguments("two blanks", "HTTP/1.1  200  OK\r\n" + rest),
        arguments("tabs for blanks", "HTTP/1.1\t200\tOK\r\n" + rest),
        arguments("blanks behind", "HTTP/1.1 200 OK  \r\n" + rest),
        arguments("version 1.2", "HTTP/1.2 200 OK\r\n" + rest),
        arguments("version 1.0", "HTTP/1.0 200 OK\r\n" + rest),
        arguments("version in lower case", "http/1.1 200 OK\r\n" + rest));
  }

  private static Stream<Arguments> fields() {
    return Stream.of(
        field("as2-from: them"),
        field("AS2-FROM: them"),
        field("AS2-From:them"),
        field("AS2-From:\tthem\t"),
        field("AS2-From:   them   "),
        field("AS2-From :them"),
        field("AS2-From\t: them"),
        field("AS2-From:\r\n them"),
        field("AS2-From:\r\n\tthem"),
        field("AS2-From: them\r\n "),
        field("AS2-From: them\r\n \t \r\nX: y"),
        field("AS2-From: them\r\nX: a\r\n b\r\n\tc"),
        field("AS2-From: them\nX: a\n b"),
        field("AS2-From: them\r\nServer: M\u00fcller"),
        field("AS2-From: them\r\nEmpty:"),
        field("AS2-From: them\r\nEmpty: \r\nNo colon here"),
        field("AS2-From: them\r\nX-Odd!#$%&'*+-.^_`|~9: y"),
        field("AS2-From: them\r\nX: a\"b"),
        field("AS2-From: them\r\nX: \"a\\\"b"),
        field("AS2-From: them\r\nContent-Type: text/plain;charset=\"utf-8"),
        field("AS2-From: them\r\nContent-Type: multipart/report; boundary = \"x\""),
        field("AS2-From: them\r\nHost: a\r\nHost: b"),
        field("AS2-From: them\r\nSet-Cookie: =;;=\u00ff"),
        field("AS2-From: them\r\nConnection: close, keep-alive"),
        field("AS2-From: them\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=5"),
        field("AS2-From: them\r\nConnection: upgrade\r\nUpgrade: h2c"),
        field("AS2-From: them\r\nContent-Encoding: identity"),
        field("AS2-From: them\r\nExpect: 100-continue"),
        field("AS2-From: them\r\nX: " + "y".repeat(30_000)),
        field("AS2-From: them" + "\r\nX: y".repeat(500)),
        field("AS2-From: them\r\nProxy-Connection: x"),
        field("AS2-From: them\r\nDate: yesterday"));
  }

  private static Arguments field(String lines) {
    return arguments(lines, OK + lines + "\r\n" + LENGTH + "\r\nabc");
  }

  private static Stream<Arguments> lengths() {
    return Stream.of(
            "Content-Length: 003",
            "Content-Length: 00000000000000000000000000000003",
            "content-length:3",
            "Content-Length: 3 ",
            "Content-Length:\r\n 3",
            "Content-Length: 3, 3",
            "Content-Length: 3,3",
            "Content-Length: 3,3, 3",
            "Content-Length: 3\r\nContent-Length: 3",
            "Content-Length: 3\r\ncontent-length: 03",
            "Content-Length: 3, 03",
            "Content-Length: 3\r\nX: y\r\nContent-Length: 3\r\nContent-Length: 3",
            "Content-Length: 3\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: identity\r\nContent-Length: 3")
        .map(lines -> arguments(lines, OK + FROM + lines + "\r\n\r\nabc"));
  }

  private static Stream<Arguments> lengthless() {
    return Stream.of(
        arguments("until close, 1.0", "HTTP/1.0 200 OK\r\n" + FROM + "\r\nabc"),
        arguments("until close, 1.1", OK + FROM + "\r\nabc"),
        arguments("until close, said", OK + FROM + "Connection: close\r\n\r\nabc"),
        arguments(
            "until close, 1.0, said keep",
            "HTTP/1.0 200 OK\r\n" + FROM + "Connection: keep-alive\r\n\r\nabc"),
        arguments("until close, identity", OK + FROM + "Transfer-Encoding: identity\r\n\r\nabc"),
        arguments("more than was said", OK + FROM + LENGTH + "\r\nabcdef"),
        arguments("a line end more than was said", OK + FROM + LENGTH + "\r\nabc\r\n"),
        arguments("an answer more", OK + FROM + LENGTH + "\r\nabc" + OK + LENGTH + "\r\nxyz"),
        arguments("close said, more", OK + FROM + LENGTH + "Connection: close\r\n\r\nabcdef"));
  }

  private static Stream<Arguments> interim() {
    String last = OK + FROM + LENGTH + "\r\nabc";
    return Stream.of(
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 100\r\n\r\n",
            "HTTP/1.1 100 Continue\n\n",
            "HTTP/1.1 100 Continue\r\nServer: x\r\nDate: y\r\n\r\n",
            "HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 102 Processing\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n",
            "HTTP/1.1 104 Upload Resumption Supported\r\n\r\n",
            "HTTP/1.1 199 Anything\r\n\r\n",
            "HTTP/1.0 100 Continue\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 102 Processing\r\n\r\n".repeat(50),
            "HTTP/1.1 100 Continue\r\n\r\n\r\n")
        .map(lines -> arguments(lines, lines + last));
  }

  private static Stream<Arguments> chunked() {
    String head = OK + FROM + CHUNKED + "\r\n";
    return Stream.of(
        arguments("chunks", head + "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"),
        arguments("chunk extension", head + "3;x\r\nabc\r\n0;y=z\r\n\r\n"),
        arguments("quoted chunk extension", head + "3 ; x = \"y;\\\"z\"\r\nabc\r\n0\r\n\r\n"),
        arguments("blanks behind the size", head + "3  \r\nabc\r\n0 \r\n\r\n"),
        arguments("tab behind the size", head + "3\t\r\nabc\r\n0\t\r\n\r\n"),
        arguments("padded size", head + "0003\r\nabc\r\n0000\r\n\r\n"),
        arguments(
            "much padded size",
            head + "0".repeat(20) + "3\r\nabc\r\n" + "0".repeat(30) + "\r\n\r\n"),
        arguments("trailer", head + "3\r\nabc\r\n0\r\nX: y\r\n\r\n"),
        arguments("trailer, LF", head + "3\r\nabc\r\n0\r\nX: y\n\n"),
        arguments("trailer with obs-fold", head + "3\r\nabc\r\n0\r\nX: y\r\n z\r\n\r\n"),
        arguments("LF alone", head.replace("\r\n", "\n") + "3\nabc\n0\n\n"),
        arguments("LF after the size", head + "3\nabc\r\n0\r\n\r\n"),
        arguments("LF after the chunk", head + "3\r\nabc\n0\r\n\r\n"),
        arguments("LF after the last size", head + "3\r\nabc\r\n0\n\r\n"),
        arguments("LF at the end", head + "3\r\nabc\r\n0\r\n\n"),
        arguments("no last line end", head + "3\r\nabc\r\n0\r\n"),
        arguments("no last line end after a trailer", head + "3\r\nabc\r\n0\r\nX: y\r\n"),
        arguments("more behind", head + "3\r\nabc\r\n0\r\n\r\nxyz"),
        arguments("Chunked", OK + FROM + "transfer-encoding:Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "identity, chunked",
            OK + FROM + "Transfer-Encoding: identity, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "chunked, empty element",
            OK + FROM + "Transfer-Encoding: chunked,\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "chunked twice said", OK + FROM + CHUNKED + CHUNKED + "\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments("length and chunks", OK + FROM + LENGTH + CHUNKED + "\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "chunks and length",
            OK + FROM + CHUNKED + "Content-Length: 99\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "chunks and lengths",
            OK
                + FROM
                + CHUNKED
                + "Content-Length: 99\r\nContent-Length: 98\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "chunks and odd length",
            OK + FROM + "Content-Length: x\r\n" + CHUNKED + "\r\n3\r\nabc\r\n0\r\n\r\n"),
        arguments(
            "chunks, 1.0", "HTTP/1.0 200 OK\r\n" + FROM + CHUNKED + "\r\n3\r\nabc\r\n0\r\n\r\n"));
  }

  /** What allows more than one reading, or is cut off. */
  static Stream<Arguments> damaged() {
    String head = OK + FROM + CHUNKED + "\r\n";
    return Stream.of(
        arguments("nothing", ""),
        arguments("cut status line", "HTTP/1.1 200 OK"),
        arguments("cut head", OK + FROM),
        arguments("cut field", OK + "AS2-From: th"),
        arguments("no HTTP", "hello\r\n\r\n"),
        arguments("a body alone", "<html></html>\r\n\r\n"),
        arguments("another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        arguments("no status", "HTTP/1.1 OK\r\n" + LENGTH + "\r\nabc"),
        arguments("status of two digits", "HTTP/1.1 20 OK\r\n" + LENGTH + "\r\nabc"),
        arguments("status of four digits", "HTTP/1.1 2000 OK\r\n" + LENGTH + "\r\nabc"),
        arguments("HTTP/2", "HTTP/2 200\r\n" + LENGTH + "\r\nabc"),
        arguments("switch of protocols", "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n"),
        arguments("interim alone", "HTTP/1.1 100 Continue\r\n\r\n"),
        arguments("cut body", OK + LENGTH + "\r\nab"),
        arguments("no body", OK + LENGTH + "\r\n"),
        arguments("two lengths", OK + LENGTH + "Content-Length: 2\r\n\r\nabc"),
        arguments("two lengths in one", OK + "Content-Length: 3, 2\r\n\r\nabc"),
        arguments("negative length", OK + "Content-Length: -3\r\n\r\nabc"),
        arguments("signed length", OK + "Content-Length: +3\r\n\r\nabc"),
        arguments("hexadecimal length", OK + "Content-Length: 0x3\r\n\r\nabc"),
        arguments("broken length", OK + "Content-Length: 3 3\r\n\r\nabc"),
        arguments("empty length", OK + "Content-Length:\r\n\r\nabc"),
        arguments("huge length", OK + "Content-Length: " + "9".repeat(40) + "\r\n\r\nabc"),
        arguments("cut chunk", head + "3\r\nab"),
        arguments("no last chunk", head + "3\r\nabc\r\n"),
        arguments("cut size of a chunk", head + "3\r\nabc\r\n0"),
        arguments("no size", head + "\r\nabc\r\n0\r\n\r\n"),
        arguments("negative size", head + "-3\r\nabc\r\n0\r\n\r\n"),
        arguments("size with prefix", head + "0x3\r\nabc\r\n0\r\n\r\n"),
        arguments("huge size", head + "fffffffffffffff3\r\nabc\r\n0\r\n\r\n"),
        arguments("chunk longer than said", head + "2\r\nabc\r\n0\r\n\r\n"),
        arguments("not chunked", head + "abc"));
  }
}
