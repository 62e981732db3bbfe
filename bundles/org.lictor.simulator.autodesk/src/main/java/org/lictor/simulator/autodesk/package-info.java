/**
 * The interfaces of the Autodesk cloud over HTTP, simulated, with an account of its own over years: for tests and the
 * demonstration. {@link org.lictor.simulator.autodesk.AutodeskSimulator} starts it,
 * {@link org.lictor.simulator.autodesk.Account} makes the data, {@link org.lictor.simulator.autodesk.Ledger} tells the truth
 * about them, {@link org.lictor.simulator.autodesk.Faults} makes it misbehave.
 *
 * <p>It was written from Autodesk's public documentation: the OpenAPI descriptions of authentication and of secure service
 * accounts, the reference pages of {@code insights/v1} and {@code tokenflex/v1}, and the support pages on the exports of an
 * Autodesk Account. Where those say nothing, the code that had to decide says so in a comment beginning with "Silent:".
 * The bundle depends on nothing else of Lictor.
 */
package org.lictor.simulator.autodesk;
