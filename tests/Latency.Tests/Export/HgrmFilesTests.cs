using FeedHandler.Latency.Export;

namespace FeedHandler.Latency.Tests.Export;

public sealed class HgrmFilesTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hgrm");

    [OneTimeTearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [Test]
    public void StagesAndTheirConsumersGetFilesInMicroseconds()
    {
        string folder = Path.Combine(_folder.FullName, "new");
        IReadOnlyList<string> paths = HgrmFiles.Write(folder, Reports.Sample());

        Assert.That(
            paths.Select(Path.GetFileName),
            Is.EqualTo(["decode.hgrm", "consume.hgrm", "consume.strategy-1.hgrm", "consume.strategy-2.hgrm"]));
        Assert.That(paths, Is.EquivalentTo(Directory.GetFiles(folder)));
        string text = File.ReadAllText(paths[0]);
        Assert.That(text, Does.StartWith("       Value     Percentile TotalCount 1/(1-Percentile)\n\n"));
        Assert.That(text, Does.Contain("#[Max     =        1.000, Total count    =         1000]"));
    }
}
