package org.lictor.benchmarks;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Baseline of the server: Jetty in a plain Java, which answers every request over HTTPS with a word. */
final class BareJetty {

	private BareJetty() {
	}

	/**
	 * @param words port, key store, password
	 * @throws Exception when it cannot listen
	 */
	public static void main(String[] words) throws Exception {
		Server server = new Server();
		HttpConfiguration configuration = new HttpConfiguration();
		configuration.addCustomizer(new SecureRequestCustomizer(false));
		SslContextFactory.Server tls = new SslContextFactory.Server();
		tls.setKeyStorePath(words[1]);
		tls.setKeyStorePassword(words[2]);
		ServerConnector connector = new ServerConnector(server, new SslConnectionFactory(tls, "http/1.1"),
				new HttpConnectionFactory(configuration));
		connector.setPort(Integer.parseInt(words[0]));
		server.addConnector(connector);
		server.setHandler(new Handler.Abstract() {
			@Override
			public boolean handle(Request request, Response response, Callback callback) {
				response.setStatus(HttpStatus.OK_200);
				Content.Sink.write(response, true, "well", callback);
				return true;
			}
		});
		server.start();
		server.join();
	}
}
