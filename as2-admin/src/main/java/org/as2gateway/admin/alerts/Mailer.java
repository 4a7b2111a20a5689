package org.as2gateway.admin.alerts;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Sends mail through the server of the settings; the server's certificate is always checked. */
final class Mailer {
  private static final String TIMEOUT_MILLIS = "10000";

  private final Smtp smtp;

  Mailer(Smtp smtp) {
    this.smtp = smtp;
  }

  Answer send(String to, Letter letter) {
    if (smtp.host().isEmpty()) {
      return new Answer(
          false, "no mail server is set; an administrator can set one on the page Mail server");
    }
    String host = smtp.host().get();
    Session session = Session.getInstance(properties());
    try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
      transport.connect(host, smtp.port(), smtp.user().orElse(null), smtp.password().orElse(null));
      MimeMessage mail = mail(session, to, letter);
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Answer(true, transport.getLastServerResponse());
    } catch (MessagingException e) {
      String cause = e.getNextException() == null ? "" : ": " + e.getNextException().getMessage();
      return new Answer(false, host + ":" + smtp.port() + ": " + e.getMessage() + cause);
    }
  }

  private MimeMessage mail(Session session, String to, Letter letter) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(smtp.from()));
    mail.setRecipient(RecipientType.TO, new InternetAddress(to));
    mail.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(letter.at()));
    mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday notes, please
    mail.setText(letter.text(), StandardCharsets.UTF_8.name());
    mail.saveChanges();
    return mail;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.auth", Boolean.toString(smtp.user().isPresent()));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(smtp.tls() == Smtp.Tls.TLS));
    String isUpgraded = Boolean.toString(smtp.tls() == Smtp.Tls.STARTTLS);
    properties.setProperty("mail.smtp.starttls.enable", isUpgraded);
    properties.setProperty("mail.smtp.starttls.required", isUpgraded);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    return properties;
  }
}
