// SPDX-License-Identifier: Apache-2.0
// The archetype holds the files of both tasks; those of the other one go.
def task = request.properties.getProperty('task')
def other = task == 'segment' ? 'Recommender' : 'Cluster'
def project = new File(request.outputDirectory, request.artifactId)
project.eachFileRecurse { file ->
    if (file.isFile() && file.name.endsWith('.java') && file.name.contains(other)) {
        assert file.delete()
    }
}
