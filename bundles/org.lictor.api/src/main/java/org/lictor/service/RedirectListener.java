package org.lictor.service;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;

/**
 * Waits on the loopback address of this machine for the browser that comes back from a sign-in. Takes the first request
 * to the right path that brings an answer, whatever else browsers ask for meanwhile. Safe for use by many threads.
 */
public final class RedirectListener implements AutoCloseable {

	private static final int READ_MILLIS = 10_000;
	private static final int LOOK_MILLIS = 200;
	private static final int LONGEST_LINE = 16 << 10;
	private static final int LONGEST_HEAD = 64 << 10;

	private final ServerSocket socket;
	private final String path;
	private final CompletableFuture<String> query = new CompletableFuture<>();

	private RedirectListener(ServerSocket socket, String path) {
		this.socket = socket;
		this.path = path;
	}

	/**
	 * Begins to listen.
	 *
	 * @param redirect an {@code http} address on the loopback address; without a port it is port 80
	 * @return the listener
	 * @throws ServiceException INVALID when nobody can listen there, such as when another program does
	 */
	public static RedirectListener open(URI redirect) throws ServiceException {
		try {
			return new RedirectListener(bound(redirect), redirect.getRawPath() == null || redirect.getRawPath().isEmpty() ? "/"
					: redirect.getRawPath()).start();
		} catch (IOException e) {
			throw new ServiceException(ServiceException.Reason.INVALID, "Nobody can wait at " + redirect + " for the browser to come back: "
					+ FileTrouble.why(e) + ". End the program that uses this port, or choose another callback address and register it.", e);
		}
	}

	private static ServerSocket bound(URI redirect) throws IOException {
		String host = String.valueOf(redirect.getHost());
		InetAddress address = host.equalsIgnoreCase("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
		if (!address.isLoopbackAddress()) {
			throw new IOException(host + " is not this machine itself");
		}
		ServerSocket socket = new ServerSocket();
		try {
			socket.bind(new InetSocketAddress(address, redirect.getPort() < 0 ? 80 : redirect.getPort()));
			return socket;
		} catch (IOException e) {
			socket.close();
			throw e;
		}
	}

	private RedirectListener start() {
		Thread.ofPlatform().daemon().name("lictor-redirect").start(this::listen);
		return this;
	}

	/** @return the port on which it listens */
	public int port() {
		return socket.getLocalPort();
	}

	/**
	 * Waits for the browser.
	 *
	 * @param progress may call it off
	 * @return the raw query the browser brought
	 * @throws ServiceException CANCELLED when it was called off or closed
	 */
	public String await(Progress progress) throws ServiceException {
		try {
			while (!progress.cancelled()) {
				try {
					return query.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
				} catch (TimeoutException e) {
					// looks whether it was called off, and goes on
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (ExecutionException e) {
			// closed
		}
		throw new ServiceException(ServiceException.Reason.CANCELLED, "The sign-in was called off.");
	}

	/** Listens no more; whoever waits is told. */
	@Override
	public void close() {
		query.completeExceptionally(new IOException("closed"));
		try {
			socket.close();
		} catch (IOException e) {
			// nobody can do anything about it
		}
	}

	private void listen() {
		while (!socket.isClosed()) {
			try {
				Socket browser = socket.accept();
				// browsers open connections in advance and leave them silent: none may keep the others waiting
				Thread.ofVirtual().name("lictor-redirect-answer").start(() -> answer(browser));
			} catch (IOException e) {
				close();
			}
		}
	}

	private void answer(Socket browser) {
		try (browser; InputStream in = new BufferedInputStream(browser.getInputStream()); OutputStream out = browser.getOutputStream()) {
			browser.setSoTimeout(READ_MILLIS);
			String[] request = line(in, LONGEST_LINE).split(" ");
			int left = LONGEST_HEAD;
			for (String header = line(in, left); !header.isEmpty(); header = line(in, left)) {
				left -= header.length();
			}
			String target = request.length == 3 && request[0].equals("GET") ? request[1] : "";
			int mark = target.indexOf('?');
			String brought = mark < 0 ? "" : target.substring(mark + 1);
			boolean ours = mark >= 0 && target.substring(0, mark).equals(path) && brought.matches("(.*&)?(code|error)=.*");
			write(out, ours ? "200 OK" : "404 Not Found", ours ? "You can close this page and go back to Lictor."
					: "Lictor waits here for a sign-in. This address is not a part of it.");
			if (ours) {
				query.complete(brought);
			}
		} catch (IOException e) {
			// a browser that goes away has nothing to say
		}
	}

	private static String line(InputStream in, int most) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int value = in.read(); value != '\n'; value = in.read()) {
			if (value < 0 || line.size() >= most) {
				throw new IOException("this is no request");
			}
			line.write(value);
		}
		return line.toString(StandardCharsets.ISO_8859_1).strip();
	}

	private static void write(OutputStream out, String status, String sentence) throws IOException {
		byte[] page = ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Lictor</title></head><body><h1>Lictor</h1><p>"
				+ sentence + "</p></body></html>").getBytes(StandardCharsets.UTF_8);
		out.write(("HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + page.length
				+ "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
				+ "Content-Security-Policy: default-src 'none'\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		out.write(page);
		out.flush();
	}
}
