/**
 * What every server type must do, as tests, and the fakes to run one in.
 *
 * <p>A vendor's own test class extends {@link org.lictor.spi.testkit.ServerTypeContractTest} and says what there is to
 * test: an instance of the type, configurations that are good and bad, evidence as the source gives it. The tests
 * themselves cannot be overridden. The fakes ({@link org.lictor.spi.testkit.FakeContext} and what it consists of) serve a
 * type's other tests as well.
 */
@org.osgi.annotation.versioning.Version("1.2.0")
package org.lictor.spi.testkit;
