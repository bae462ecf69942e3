using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Host.Tune.Flames;

namespace FeedHandler.Host.Tests.Tune;

public sealed class FlameFileTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Test]
    public void ARectangleIsAsWideAsItsShare()
    {
        XElement[] boxes = BoxesOf(SvgOf(PerfScriptTests.Sample("feed", "leaf", "main") + PerfScriptTests.Sample("feed", "main") + PerfScriptTests.Sample("other", "main")));

        Assert.That(boxes.Select(static box => (TitleOf(box), WidthOf(box))), Is.EquivalentTo(new[]
        {
            ("all (3 samples, 100.00 %)", 1180.0), ("feed (2 samples, 66.67 %)", 786.67), ("main (2 samples, 66.67 %)", 786.67),
            ("leaf (1 samples, 33.33 %)", 393.33), ("other (1 samples, 33.33 %)", 393.33), ("main (1 samples, 33.33 %)", 393.33),
        }));
    }

    [Test]
    public void WhatStandsOnAFrameIsWithinIt()
    {
        foreach (XElement box in BoxesOf(SvgOf(PerfScriptTests.Sample("feed", "leaf", "main") + PerfScriptTests.Sample("feed", "twig", "main"))).Where(static box => box.Attribute("data-w")!.Value == "1"))
        {
            double x = double.Parse(box.Element(Svg + "rect")!.Attribute("x")!.Value, CultureInfo.InvariantCulture);
            Assert.That(x, Is.EqualTo(10).Or.EqualTo(600), TitleOf(box));
        }
    }

    [TestCase("</title><script>alert(1)</script>")]
    [TestCase("]]><script>alert(1)</script>")]
    [TestCase("\" onload=\"alert(1)")]
    [TestCase("a\u001b[2Jb\u202ec\uffff\ud800d")]
    public void NamesAreTextAndNothingElse(string name)
    {
        string svg = SvgOf(PerfScriptTests.Sample(name, name, "main"));
        XDocument document = XDocument.Parse(svg);

        Assert.That(document.Descendants(Svg + "script").Count(), Is.EqualTo(1));
        Assert.That(document.Descendants().Attributes().Select(static attribute => attribute.Name.LocalName), Has.None.StartWith("on"));
        Assert.That(svg, Does.Not.Contain('\u001b').And.Not.Contain('\u202e').And.Not.Contain('\uffff'));
    }

    [Test]
    public void FramesThatNobodyCouldSeeAreLeftOut()
    {
        StringBuilder text = new();
        for (int i = 0; i < 30_000; i++) text.Append(CultureInfo.InvariantCulture, $"feed 1/1 1.5: 1 cpu-clock: \n\t1 f{i} (/x)\n\n");
        string svg = SvgOf(text.ToString());

        Assert.That(BoxesOf(svg), Has.Length.LessThan(10), "each has a 25th of a pixel");
        Assert.That(svg, Has.Length.LessThan(10_000));
    }

    [Test]
    public void AProfileOfSpeedscopeHasEachSampleOnce()
    {
        PerfScript script = PerfScriptTests.Read(
            PerfScriptTests.Sample("feed", "leaf", "main") + PerfScriptTests.Sample("feed", "leaf", "main") + PerfScriptTests.Sample("feed", "main") + PerfScriptTests.Sample("b", "x"));
        using MemoryStream file = new();
        Speedscope.Write(file, script.Stacks, "title", "feedhandler");
        JsonElement json = JsonDocument.Parse(file.ToArray()).RootElement;
        string[] frames = [.. json.GetProperty("shared").GetProperty("frames").EnumerateArray().Select(static frame => frame.GetProperty("name").GetString()!)];
        JsonElement feed = json.GetProperty("profiles")[0];

        Assert.That(json.GetProperty("$schema").GetString(), Is.EqualTo("https://www.speedscope.app/file-format-schema.json"));
        Assert.That(
            (feed.GetProperty("type").GetString(), feed.GetProperty("name").GetString(), feed.GetProperty("unit").GetString(), feed.GetProperty("startValue").GetInt32(), feed.GetProperty("endValue").GetInt32()),
            Is.EqualTo(("sampled", "feed", "none", 0, 3)));
        string[] stacks = [.. feed.GetProperty("samples").EnumerateArray().Select(stack => string.Join('>', stack.EnumerateArray().Select(index => frames[index.GetInt32()])))];
        Assert.That(stacks, Is.EqualTo((string[])["feed>main", "feed>main>leaf"]));
        Assert.That(feed.GetProperty("weights").EnumerateArray().Select(static weight => weight.GetInt32()), Is.EqualTo((int[])[1, 2]));
    }

    [Test]
    public void TheCommandWritesBothFilesAndTellsWhatIsHot()
    {
        using SmallCapture folder = new();
        folder.WriteBytes("perf.txt", Encoding.UTF8.GetBytes(PerfScriptTests.Sample("feed", "leaf\u001b[2J", "main") + "what is this\n"));
        CommandRun run = CommandRun.In(folder.Folder, "tune", "flame", "perf.txt", "--out", "graphs", "--json");
        CommandRun text = CommandRun.In(folder.Folder, "tune", "flame", "perf.txt", "--out", "graphs");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        new JsonContract().With("docs/json.md", "tune flame").Holds(run.Json);
        Assert.That(Directory.GetFiles(Path.Combine(folder.Folder, "graphs")).Select(Path.GetFileName), Is.EquivalentTo((string[])["flame.svg", "flame.speedscope.json"]));
        Assert.That(text.Out, Does.Contain("leaf?[2J").And.Contain("note: 1 lines").And.Not.Contain('\u001b'));
    }

    [Test]
    public void APackedFileIsDrawnAndOneThatIsCutOffIsTold()
    {
        using SmallCapture folder = new();
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.Optimal, leaveOpen: true)) pack.Write(Encoding.UTF8.GetBytes(PerfScriptTests.Sample("feed", "leaf", "main")));
        folder.WriteBytes("perf.gz", packed.ToArray());
        folder.WriteBytes("cut.gz", packed.ToArray()[..^12]);

        Assert.That(CommandRun.In(folder.Folder, "tune", "flame", "perf.gz", "--out", "graphs").Out, Does.Contain("leaf"));
        Assert.That(CommandRun.In(folder.Folder, "tune", "flame", "cut.gz", "--out", "graphs").Error, Does.Contain("cut.gz: cannot be read to its end"));
    }

    [TestCase("nothing to draw", "tune", "flame")]
    [TestCase("nosuch.txt: cannot be read", "tune", "flame", "nosuch.txt")]
    [TestCase("is a folder", "tune", "flame", ".")]
    [TestCase("bad.txt: no sample in it", "tune", "flame", "bad.txt")]
    [TestCase("--out bad.txt: cannot be written", "tune", "flame", "good.txt", "--out", "bad.txt")]
    public void WhatIsWrongIsTold(string reason, params string[] args)
    {
        using SmallCapture folder = new();
        folder.WriteBytes("bad.txt", "what is this\n"u8.ToArray());
        folder.WriteBytes("good.txt", Encoding.UTF8.GetBytes(PerfScriptTests.Sample("feed", "leaf")));
        CommandRun run = CommandRun.In(folder.Folder, args);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(Directory.GetFiles(folder.Folder), Has.Length.EqualTo(2));
    }

    private static string SvgOf(string text)
    {
        using MemoryStream file = new();
        FlameSvg.Write(file, PerfScriptTests.Read(text).Stacks, "title");
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static XElement[] BoxesOf(string svg) => [.. XDocument.Parse(svg).Descendants(Svg + "g")];

    private static string TitleOf(XElement box) => box.Element(Svg + "title")!.Value;

    private static double WidthOf(XElement box) => double.Parse(box.Element(Svg + "rect")!.Attribute("width")!.Value, CultureInfo.InvariantCulture);
}
