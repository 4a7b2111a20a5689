package org.as2gateway;

import java.time.Duration;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Transport;
import org.as2gateway.transport.pdx.JdbcPdxAccounts;
import org.as2gateway.transport.pdx.JdbcPdxFiles;
import org.as2gateway.transport.pdx.JdbcPdxUploads;
import org.as2gateway.transport.pdx.PdxAccounts;
import org.as2gateway.transport.pdx.PdxCalls;
import org.as2gateway.transport.pdx.PdxClient;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.pdx.PdxTransport;
import org.as2gateway.transport.pdx.ReceivePdxFiles;
import org.as2gateway.transport.pdx.RequestBudget;
import org.as2gateway.transport.proxy.Proxies;

/** Joins the parts for PDX. */
final class GatewayPdx {
  /** How often it is looked what is due; how often PDX is asked says the partnership. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PdxTransport transport;
  private final ReceivePdxFiles receive;
  private final PdxDesk desk;

  GatewayPdx(FileParts files, Proxies proxies) {
    DeliveryContext context = files.context();
    RequestBudget budget = new RequestBudget(context.clock());
    PdxAccounts accounts = new PdxAccounts(context.folders(), proxies);
    PdxClient client = new PdxClient(budget, context.clock());
    JdbcPdxAccounts states = new JdbcPdxAccounts(files.database());
    PdxCalls calls = new PdxCalls(client, states, context.clock());
    ReceivePdxFiles.Parts parts =
        new ReceivePdxFiles.Parts(
            context.registry(),
            accounts,
            calls,
            states,
            new JdbcPdxFiles(files.database()),
            files.accept(),
            files.limits().messageBytes(),
            context.clock());
    transport =
        new PdxTransport(
            context, files.attempts(), accounts, calls, new JdbcPdxUploads(files.database()));
    receive = new ReceivePdxFiles(parts);
    desk = new PdxDesk(parts, budget);
  }

  Transport transport() {
    return transport;
  }

  PdxDesk desk() {
    return desk;
  }

  /** Receives files, on a thread of its own, until closed. */
  AutoCloseable start() {
    RepeatedTasks tasks = new RepeatedTasks("pdx");
    tasks.repeat(INTERVAL, "files cannot be received from PDX", receive);
    return tasks::stop;
  }
}
