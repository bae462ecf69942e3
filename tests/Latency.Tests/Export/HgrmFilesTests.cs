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

    [Test]
    public void AFileIsWhatPlottersRead()
    {
        string[] lines = File.ReadAllLines(HgrmFiles.Write(Path.Combine(_folder.FullName, "lines"), Reports.Sample())[3]);

        Assert.That(lines, Is.EqualTo("""
                   Value     Percentile TotalCount 1/(1-Percentile)

                   0.000 0.000000000000          1           1.00
                   0.000 0.100000000000          1           1.11
                   0.000 0.200000000000          1           1.25
                   0.000 0.300000000000          1           1.43
                   0.000 0.400000000000          1           1.67
                   0.000 0.500000000000          1           2.00
               12402.687 0.550000000000          2           2.22
               12402.687 1.000000000000          2
            #[Mean    =     6199.296, StdDeviation   =     6199.296]
            #[Max     =    12402.687, Total count    =            2]
            #[Buckets =           26, SubBuckets     =         2048]
            """.Split('\n')));
    }

    [Test]
    public void NoCultureChangesTheNumbers()
    {
        string folder = Path.Combine(_folder.FullName, "culture");
        string Text() => File.ReadAllText(HgrmFiles.Write(folder, Reports.Sample())[0]);
        string expected = Text();

        Assert.That(Cultures.WithCommas(Text), Is.EqualTo(expected));
    }
}
