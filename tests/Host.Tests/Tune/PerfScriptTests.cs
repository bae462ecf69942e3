using FeedHandler.Host.Shell;
using FeedHandler.Host.Tune.Flames;

namespace FeedHandler.Host.Tests.Tune;

public sealed class PerfScriptTests
{
    [TestCase("feed 4711/4712 13321.064748:    1003009 cpu-clock: ", "feed")]
    [TestCase("feed  4711 [001] 13321.064748: cycles:u: ", "feed")]
    [TestCase(".NET Tiered Com 4711/4712 [000] 13321.064748:          1 cpu-clock:pppH: ", ".NET Tiered Com")]
    [TestCase("a 1 b 4711/4712 13321.064748:    1003009 cpu-clock: ", "a 1 b")]
    public void TheThreadIsWhatStandsBeforeTheProcess(string head, string thread)
    {
        PerfScript script = Read($"{head}\n\t7f77 work (/usr/bin/x)\n\n");

        Assert.That(script.Stacks.Root.Children.Single().Frame.Name, Is.EqualTo(thread));
        Assert.That(script.Processes, Is.EqualTo((int[])[4711]));
    }

    [TestCase("tcp_v4_rcv ([kernel.kallsyms])", "tcp_v4_rcv", nameof(FrameKind.Kernel))]
    [TestCase("memset+0x1f (/usr/lib/libc.so.6)", "memset", nameof(FrameKind.Native))]
    [TestCase("operator new(unsigned long)+0x10 (/usr/lib/libstdc++.so.6)", "operator new(unsigned long)", nameof(FrameKind.Native))]
    [TestCase("[unknown] (/usr/share/dotnet/libcoreclr.so)", "[libcoreclr.so]", nameof(FrameKind.Native))]
    [TestCase("[unknown] (/memfd:doublemapper (deleted))", "[memfd:doublemapper]", nameof(FrameKind.Native))]
    [TestCase("[unknown] ([unknown])", "[unknown]", nameof(FrameKind.Unknown))]
    [TestCase(
        "instance void [FeedHandler.Core] FeedHandler.Core.Books.Book::Apply(int32,class [System.Runtime]System.Action)[Tier1] (/tmp/perf-1.map)",
        "FeedHandler.Core.Books.Book.Apply", nameof(FrameKind.Managed))]
    [TestCase(
        "int32 [feedhandler] A.Loop`2[A.Receiver,A.Mode[int32]]::Poll<A.X>(int32)[OptimizedTier1OSR] (/tmp/perf-1.map)", "A.Loop`2.Poll<A.X>", nameof(FrameKind.Managed))]
    [TestCase("void [feedhandler] A.B::.ctor()[QuickJitted] (/tmp/perf-1.map)", "A.B..ctor", nameof(FrameKind.Managed))]
    public void AFrameIsCalledAsAPersonReadsIt(string place, string name, string kind) =>
        Assert.That(FrameNames.Of(place), Is.EqualTo(new StackFrame(name, Enum.Parse<FrameKind>(kind))));

    [TestCase("FeedHandler.Core.Books.Book.Apply", "Book.Apply")]
    [TestCase("A.B..ctor", "B..ctor")]
    [TestCase("Main", "Main")]
    public void ALabelHasNoNamespace(string name, string label) => Assert.That(FrameNames.LabelOf(new StackFrame(name, FrameKind.Managed)), Is.EqualTo(label));

    [Test]
    public void StacksAreAddedUpFromTheirOutermostFrames()
    {
        PerfScript script = Read(Sample("feed", "leaf", "middle", "main") + Sample("feed", "other", "middle", "main") + Sample("feed", "middle", "main"));
        StackNode middle = script.Stacks.Root.Children.Single().Children.Single().Children.Single();

        Assert.That((middle.Frame.Name, middle.Total, middle.Self), Is.EqualTo(("middle", 3, 1)));
        Assert.That(middle.Children.Select(static child => (child.Frame.Name, child.Self)), Is.EqualTo(new[] { ("leaf", 1L), ("other", 1L) }));
        Assert.That(script.Stacks.Hottest().Select(static hot => hot.Frame.Name), Is.EqualTo((string[])["leaf", "middle", "other"]));
    }

    [Test]
    public void FramesOfAModuleWithoutNamesAreOne()
    {
        PerfScript script = Read("feed 1/1 1.5: 1 cpu-clock: \n\t1 [unknown] (/lib/a.so)\n\t2 [unknown] (/lib/a.so)\n\t3 recursive (/lib/a.so)\n\t4 recursive (/lib/a.so)\n");
        StackNode outer = script.Stacks.Root.Children.Single().Children.Single();

        Assert.That((outer.Frame.Name, outer.Children.Single().Frame.Name), Is.EqualTo(("recursive", "recursive")));
        Assert.That(outer.Children.Single().Children.Single().Children, Is.Empty);
    }

    [Test]
    public void LinesThatMakeNoSenseAreCountedAndCommentsAreNot()
    {
        PerfScript script = Read("# captured on: Monday\nwhat is this\n\tzz\n" + Sample("feed", "leaf"));

        Assert.That((script.ForeignLineCount, script.Stacks.Root.Total), Is.EqualTo((2, 1)));
    }

    [TestCase("")]
    [TestCase("no sample\n")]
    [TestCase("\0\0\0\u0001")]
    public void WhatHasNoSampleIsRefused(string text) =>
        Assert.That(() => Read(text), Throws.TypeOf<CommandException>().With.Message.StartsWith("file: no sample in it"));

    [Test]
    public void ALineOfAnyLengthFillsNoMemory()
    {
        BoundedLines lines = new(new StringReader(new string('x', 300_000) + "\nshort\r\n"), 100);

        Assert.That((lines.Read()!.Length, lines.Read(), lines.Read()), Is.EqualTo((100, "short", (string?)null)));
    }

    [Test]
    public void StacksBeyondTheBoundAreCutAndCounted()
    {
        StackTree tree = new(nodeCountMax: 3);
        foreach (string leaf in (string[])["one", "two", "three"]) tree.Add("feed", [new StackFrame(leaf, FrameKind.Native), new StackFrame("main", FrameKind.Native)]);

        StackNode main = tree.Root.Children.Single().Children.Single();
        Assert.That((tree.CutCount, tree.Root.Total, main.Total, main.Self), Is.EqualTo((2, 3, 3, 2)));
    }

    [Test]
    public void OfAStackThatIsTooDeepTheOutermostFramesAreKept()
    {
        StackTree tree = new();
        tree.Add("feed", [.. Enumerable.Range(0, 1000).Select(static i => new StackFrame(FormattableString.Invariant($"f{i}"), FrameKind.Native))]);

        Assert.That((tree.CutCount, tree.Root.Children.Single().Children.Single().Frame.Name, tree.Hottest().Single().Frame.Name), Is.EqualTo((1, "f999", "f744")));
    }

    /// <summary>A sample as perf prints it, the innermost frame first.</summary>
    internal static string Sample(string thread, params string[] frames) =>
        $"{thread} 4711/4712 [001] 13321.064748:    1003009 cpu-clock: \n{string.Concat(frames.Select(static frame => $"\t          7f77 {frame} (/usr/bin/x)\n"))}\n";

    internal static PerfScript Read(string text) => PerfScript.Read(new StringReader(text), "file", CancellationToken.None);
}
