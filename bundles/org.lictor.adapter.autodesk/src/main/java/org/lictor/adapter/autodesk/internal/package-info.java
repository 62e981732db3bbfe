package org.lictor.adapter.autodesk.internal;
