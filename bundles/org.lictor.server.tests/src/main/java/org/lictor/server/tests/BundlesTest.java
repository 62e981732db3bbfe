package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** What holds of all our bundles together. */
class BundlesTest {
    @Test
    void resolvesEveryBundleOfOurs() {
        List<Bundle> ours = Stream.of(FrameworkUtil.getBundle(BundlesTest.class).getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.lictor."))
                .toList();

        assertFalse(ours.size() < 3, () -> "only these are installed: " + ours);
        assertEquals(List.of(), ours.stream().filter(bundle -> bundle.getState() == Bundle.INSTALLED).toList());
    }
}
