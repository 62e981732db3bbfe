/**
 * Collects what the Autodesk cloud tells over HTTP: signs in, keeps to the quotas, works through requests that Autodesk
 * answers later, and keeps what came as evidence. Plain Java over the seams of the SPI.
 */
package org.lictor.adapter.autodesk.internal.cloud;
