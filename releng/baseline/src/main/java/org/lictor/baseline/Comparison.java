package org.lictor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.version.Version;

/** What became of a package since it was released. */
public final class Comparison {

	private final ExportedPackage released;
	private final ExportedPackage now;
	private final Diff difference;

	/**
	 * @param released the package as it was released
	 * @param now      the same package as it is
	 */
	public Comparison(ExportedPackage released, ExportedPackage now) {
		this.released = released;
		this.now = now;
		this.difference = now.api().diff(released.api());
	}

	/** @return the lowest version that the package may have now: that of the release when nothing came and nothing went */
	public Version needed() {
		Version old = released.version();
		return switch (difference.getDelta()) {
		case MAJOR -> new Version(old.getMajor() + 1, 0, 0);
		case MINOR -> new Version(old.getMajor(), old.getMinor() + 1, 0);
		default -> old;
		};
	}

	/** @return for a person: what changed, and which version that needs; empty when the version of the package tells it */
	public Optional<String> problem() {
		Version needed = needed();
		if (now.version().compareTo(needed) >= 0) {
			return Optional.empty();
		}
		StringBuilder text = new StringBuilder("Package " + now.name() + " has version " + now.version());
		if (needed.equals(released.version())) {
			text.append(", which is lower than it was released with.");
		} else {
			text.append(" and was released with ").append(released.version()).append(". Since then it got ")
					.append(difference.getDelta() == Delta.MAJOR ? "changes that break those who use it:" : "additions:");
			changes().forEach(change -> text.append("\n    ").append(change));
		}
		text.append("\n  Take the change back, or export it with version=\"").append(needed).append("\" in bundles/").append(now.bundle())
				.append("/META-INF/MANIFEST.MF.");
		return Optional.of(text.toString());
	}

	private List<String> changes() {
		List<String> changes = new ArrayList<>();
		collect(difference, "", changes);
		return changes;
	}

	private void collect(Diff diff, String inside, List<String> changes) {
		for (Diff child : diff.getChildren()) {
			String what = child.getType().name().toLowerCase(Locale.ROOT) + " " + child.getName() + inside;
			switch (child.getDelta()) {
			case ADDED -> tell(child.getNewer().ifAdded(), "new: " + what, changes);
			case REMOVED -> tell(child.getOlder().ifRemoved(), "gone: " + what, changes);
			default -> collect(child, " of " + what, changes);
			}
		}
	}

	/** Of a package with breaks, additions are not what its version fails for. */
	private void tell(Delta delta, String what, List<String> changes) {
		if (delta == difference.getDelta()) {
			changes.add(what);
		}
	}
}
