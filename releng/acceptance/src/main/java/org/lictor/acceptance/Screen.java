package org.lictor.acceptance;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import javax.imageio.ImageIO;

/**
 * A display of its own (Xvfb) whose pixels can be read: Xvfb keeps them in a file, in the form of the X window dump
 * (XWDFile.h of the X Window System), so that looking needs neither a client nor the program's help.
 */
public final class Screen implements AutoCloseable {

	/** A change of less than this share of the screen is a cursor or a clock. */
	private static final double SMALL = 0.002;
	private static final Duration START = Duration.ofSeconds(20);
	private static final int HEADER_SIZE = 0;
	private static final int WIDTH = 16;
	private static final int HEIGHT = 20;
	private static final int BYTE_ORDER = 28;
	private static final int BYTES_PER_LINE = 48;
	private static final int COLOURS = 76;
	private static final int BYTES_PER_COLOUR = 12;

	private final Program server;
	private final Path file;
	private final String display;

	/**
	 * @param folder an empty folder for the pixels
	 */
	public Screen(Path folder) {
		this.file = folder.resolve("Xvfb_screen0");
		this.server = new Program("Xvfb", new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24",
				"-nolisten", "tcp", "-fbdir", folder.toString()));
		this.display = ":" + server.line("the number of a display", START, line -> line.matches("\\d+"));
	}

	/**
	 * @param builder of a program that is to show itself here
	 * @return the same
	 */
	public ProcessBuilder on(ProcessBuilder builder) {
		builder.environment().put("DISPLAY", display);
		builder.environment().put("GDK_BACKEND", "x11");
		builder.environment().remove("WAYLAND_DISPLAY");
		builder.environment().remove("XAUTHORITY");
		return builder;
	}

	/**
	 * When a screen came to rest.
	 *
	 * @param first reading of {@link System#nanoTime} when something showed
	 * @param last  the same when it last changed
	 */
	public record Rest(long first, long last) {
	}

	/**
	 * Waits until a program has painted and then left the screen alone.
	 *
	 * @param program that paints
	 * @param quiet   how long nothing may change
	 * @param most    how long all of it may take
	 * @return when it painted
	 */
	public Rest rest(Program program, Duration quiet, Duration most) {
		int[] before = pixels();
		long deadline = System.nanoTime() + most.toNanos();
		Optional<Rest> rest = Optional.empty();
		while (System.nanoTime() < deadline) {
			if (!program.alive()) {
				throw new AssertionError("it ended before its window came to rest\n" + program.transcript());
			}
			int[] now = pixels();
			long moment = System.nanoTime();
			if (differ(before, now)) {
				rest = Optional.of(new Rest(rest.map(Rest::first).orElse(moment), moment));
				before = now;
			} else if (rest.isPresent() && moment - rest.get().last() > quiet.toNanos()) {
				return rest.get();
			}
			LockSupport.parkNanos(40_000_000);
		}
		throw new AssertionError("the screen did not come to rest within " + most + "\n" + program.transcript());
	}

	private static boolean differ(int[] one, int[] other) {
		if (one.length != other.length) {
			return true;
		}
		int different = 0;
		for (int pixel = 0; pixel < one.length; pixel++) {
			different += one[pixel] == other[pixel] ? 0 : 1;
		}
		return different > one.length * SMALL;
	}

	/** @return how many colours there are to be seen */
	public long colours() {
		return Arrays.stream(pixels()).distinct().count();
	}

	private int[] pixels() {
		ByteBuffer dump = dump();
		int width = dump.getInt(WIDTH);
		int height = dump.getInt(HEIGHT);
		int bytesPerLine = dump.getInt(BYTES_PER_LINE);
		int offset = dump.getInt(HEADER_SIZE) + dump.getInt(COLOURS) * BYTES_PER_COLOUR;
		if (bytesPerLine != width * Integer.BYTES) {
			throw new AssertionError("pixels of " + bytesPerLine + " bytes a line for " + width + " pixels");
		}
		int[] pixels = new int[width * height];
		dump.slice(offset, height * bytesPerLine)
				.order(dump.getInt(BYTE_ORDER) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).asIntBuffer().get(pixels);
		return pixels;
	}

	private ByteBuffer dump() {
		try (FileChannel channel = FileChannel.open(file)) {
			return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param png file to write what is to be seen to
	 */
	public void save(Path png) {
		int width = dump().getInt(WIDTH);
		int[] pixels = pixels();
		BufferedImage image = new BufferedImage(width, pixels.length / width, BufferedImage.TYPE_INT_RGB);
		image.setRGB(0, 0, width, pixels.length / width, pixels, 0, width);
		try {
			Files.createDirectories(png.toAbsolutePath().getParent());
			ImageIO.write(image, "png", png.toFile());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void close() {
		server.terminate();
	}
}
