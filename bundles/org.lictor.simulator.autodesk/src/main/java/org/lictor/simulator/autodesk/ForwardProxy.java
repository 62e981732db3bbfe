package org.lictor.simulator.autodesk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small forward proxy as companies have them: it wants a name and a password (Basic), passes on plain requests, and opens
 * tunnels (CONNECT) for those with TLS. Only to the loopback address: it is no way out of this machine.
 */
final class ForwardProxy implements AutoCloseable {

	private static final int LONGEST_HEAD = 64 << 10;
	private static final int PATIENCE = 60_000;

	private final ServerSocket listening;
	private final String expected;
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private final List<String> asked = new ArrayList<>();
	private volatile boolean closed;

	ForwardProxy(String user, String password) throws IOException {
		expected = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
		listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().name("simulated-proxy").start(this::accept);
	}

	int port() {
		return listening.getLocalPort();
	}

	/** @return what was asked for, such as {@code CONNECT localhost:4711} and {@code GET 127.0.0.1:4712 407} */
	List<String> asked() {
		synchronized (asked) {
			return List.copyOf(asked);
		}
	}

	private void accept() {
		while (!closed) {
			try {
				Socket client = listening.accept();
				open.add(client);
				Thread.ofVirtual().start(() -> serve(client));
			} catch (IOException e) {
				if (!closed) {
					System.getLogger(ForwardProxy.class.getName()).log(System.Logger.Level.WARNING, "The simulated proxy cannot accept: {0}",
							e.getMessage());
				}
			}
		}
	}

	private void serve(Socket client) {
		try (client) {
			client.setSoTimeout(PATIENCE);
			InputStream in = new BufferedInputStream(client.getInputStream());
			boolean again = true;
			while (again) {
				again = request(client, in);
			}
		} catch (IOException e) {
			// whoever was connected is gone, or never was there: a proxy has nobody to tell
			System.getLogger(ForwardProxy.class.getName()).log(System.Logger.Level.DEBUG, "A connection ended: {0}", e.getMessage());
		} finally {
			open.remove(client);
		}
	}

	/** @return whether another request may come on this connection */
	private boolean request(Socket client, InputStream in) throws IOException {
		List<String> head = head(in);
		if (head.isEmpty()) {
			return false;
		}
		String[] line = head.get(0).split(" ");
		OutputStream out = client.getOutputStream();
		if (line.length != 3) {
			answer(out, "400 Bad Request", "");
			return false;
		}
		boolean known = head.stream().anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")
				&& Tokens.same(header.substring(header.indexOf(':') + 1).strip(), expected));
		boolean connect = line[0].equals("CONNECT");
		URI target = connect ? URI.create("http://" + line[1]) : URI.create(line[1]);
		String to = target.getHost() + ":" + target.getPort();
		synchronized (asked) {
			asked.add(line[0] + " " + to + (known ? "" : " 407"));
		}
		if (!known) {
			drain(head, in);
			answer(out, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"simulated company\"\r\n");
			return true;
		}
		if (target.getHost() == null || !InetAddress.getByName(target.getHost()).isLoopbackAddress()) {
			answer(out, "403 Forbidden", "");
			return false;
		}
		try (Socket server = new Socket()) {
			server.connect(new InetSocketAddress(target.getHost(), target.getPort()), 5_000);
			server.setSoTimeout(PATIENCE);
			open.add(server);
			if (connect) {
				out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				out.flush();
			} else {
				server.getOutputStream().write(rewritten(head, line, target).getBytes(StandardCharsets.ISO_8859_1));
				server.getOutputStream().flush();
			}
			Thread up = Thread.ofVirtual().start(() -> copy(in, server));
			server.getInputStream().transferTo(out);
			out.flush();
			client.close();
			up.interrupt();
			open.remove(server);
		} catch (java.net.ConnectException e) {
			answer(out, "502 Bad Gateway", "");
		}
		return false;
	}

	private static void copy(InputStream in, Socket server) {
		try {
			OutputStream out = server.getOutputStream();
			byte[] bytes = new byte[8192];
			for (int some = in.read(bytes); some >= 0; some = in.read(bytes)) {
				out.write(bytes, 0, some);
				out.flush();
			}
			server.shutdownOutput();
		} catch (IOException e) {
			System.getLogger(ForwardProxy.class.getName()).log(System.Logger.Level.DEBUG, "A tunnel ended: {0}", e.getMessage());
		}
	}

	/** The path alone in the first line, nothing that was meant for the proxy, and one request for a connection. */
	private static String rewritten(List<String> head, String[] line, URI target) {
		String path = (target.getRawPath().isEmpty() ? "/" : target.getRawPath()) + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
		StringBuilder text = new StringBuilder(line[0] + " " + path + " HTTP/1.1\r\n");
		for (String header : head.subList(1, head.size())) {
			String name = header.toLowerCase(Locale.ROOT);
			// not an upgrade to HTTP/2 either: that would outlive the one request
			if (!name.startsWith("proxy-") && !name.startsWith("connection:") && !name.startsWith("upgrade:") && !name.startsWith("http2-settings:")) {
				text.append(header).append("\r\n");
			}
		}
		return text.append("Connection: close\r\n\r\n").toString();
	}

	private static void drain(List<String> head, InputStream in) throws IOException {
		for (String header : head) {
			if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
				in.skipNBytes(Long.parseLong(header.substring(15).strip()));
			}
		}
	}

	private static void answer(OutputStream out, String status, String headers) throws IOException {
		out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private static List<String> head(InputStream in) throws IOException {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (int count = 0; count < LONGEST_HEAD; count++) {
			int b = in.read();
			if (b < 0) {
				return List.of();
			}
			if (b == '\n') {
				if (line.isEmpty()) {
					return lines;
				}
				lines.add(line.toString());
				line.setLength(0);
			} else if (b != '\r') {
				line.append((char) b);
			}
		}
		throw new IOException("the head of a request is too long");
	}

	@Override
	public void close() {
		closed = true;
		try {
			listening.close();
			for (Socket socket : open) {
				socket.close();
			}
		} catch (IOException e) {
			System.getLogger(ForwardProxy.class.getName()).log(System.Logger.Level.DEBUG, "A socket did not close: {0}", e.getMessage());
		}
	}
}
