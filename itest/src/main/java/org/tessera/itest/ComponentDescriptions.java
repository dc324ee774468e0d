// SPDX-License-Identifier: Apache-2.0
package org.tessera.itest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a bundle's descriptors say of its components.
 *
 * @param components names of the components
 * @param configured identities of the configurations they take
 * @param described identities of the configurations whose settings are described
 */
record ComponentDescriptions(List<String> components, List<String> configured, List<String> described) {
    static ComponentDescriptions of(Bundle bundle) throws IOException {
        List<String> components = new ArrayList<>();
        List<String> configured = new ArrayList<>();
        List<String> described = new ArrayList<>();
        for (Element component : roots(bundle.findEntries("OSGI-INF", "*.xml", false))) {
            components.add(component.getAttribute("name"));
            String pids = component.getAttribute("configuration-pid");
            configured.addAll(Arrays.stream(pids.split("\\s+"))
                    .filter(pid -> !pid.isEmpty())
                    .toList());
        }
        for (Element metadata : roots(bundle.findEntries("OSGI-INF/metatype", "*.xml", false))) {
            var designates = metadata.getElementsByTagName("Designate");
            for (int k = 0; k < designates.getLength(); k++) {
                Element designate = (Element) designates.item(k);
                described.add(designate.getAttribute("pid") + designate.getAttribute("factoryPid"));
            }
        }
        return new ComponentDescriptions(components, configured, described);
    }

    private static List<Element> roots(@Nullable Enumeration<URL> entries) throws IOException {
        List<Element> roots = new ArrayList<>();
        if (entries == null) {
            return roots;
        }
        for (URL entry : Collections.list(entries)) {
            try (InputStream in = entry.openStream()) {
                roots.add(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(in)
                        .getDocumentElement());
            } catch (ParserConfigurationException | SAXException e) {
                throw new IOException(entry + " is no descriptor: " + e.getMessage(), e);
            }
        }
        return roots;
    }
}
