using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Output;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Native.Files;
using FeedHandler.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Host.Tests.Outputs;

/// <summary>What happens to an output that fails while it is written.</summary>
public sealed class OutputFileTests
{
    private const int BrokenPipeNumber = 32;

    [Test]
    public void AFileThatIsRemovedIsTold()
    {
        Require.That(OperatingSystem.IsLinux(), "that a file has no name any more is told by Linux");
        using SmallCapture captures = new();
        string path = Path.Combine(captures.Folder, "events");
        WrittenFile.Open(path, isNew: true, followsLink: false, out SafeFileHandle? handle);
        using ManualResetEventSlim isTold = new();
        using EventLines lines = new EventLines(4, [310], _ => isTold.Set()).Begin(new OutputFile(handle!));
        lines.OnEvent(default);
        File.Delete(path);

        Assert.That(isTold.Wait(TimeSpan.FromSeconds(60)), Is.True, "though nothing more is written");
        Assert.That(lines.Failure, Does.Contain("the file was removed while it was written"));
    }

    [Test]
    public void AFileThatIsCutByAnotherIsTold()
    {
        using SmallCapture captures = new();
        string path = Path.Combine(captures.Folder, "events");
        WrittenFile.Open(path, isNew: true, followsLink: false, out SafeFileHandle? handle);
        using ManualResetEventSlim isTold = new();
        using EventLines lines = new EventLines(4, [310], _ => isTold.Set()).Begin(new OutputFile(handle!));
        lines.OnEvent(default);
        lines.Flush();
        using (FileStream other = new(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite)) Assert.That(other.Length, Is.Zero);

        Assert.That(isTold.Wait(TimeSpan.FromSeconds(60)), Is.True, "though nothing more is written");
        Assert.That(lines.Failure, Does.Contain("the file was changed by another while it was written").And.EndWith("now it has 0"));
    }

    [TestCase(0)]
    [TestCase(5)]
    public void ARecordingThatIsCutIsNotWrittenOn(int left)
    {
        using SmallCapture captures = new();
        string path = Path.Combine(captures.Folder, "record");
        WrittenFile.Open(path, isNew: true, followsLink: false, out SafeFileHandle? handle);
        using OutputFile file = new(handle!);
        file.Write("ten bytes."u8);
        using (FileStream other = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) other.SetLength(left);

        Assert.That(() => file.Write("more"u8.ToArray()), Throws.InstanceOf<IOException>().With.Message.EndsWith($"it had 10 bytes, now it has {left}"));
        Assert.That(new FileInfo(path).Length, Is.EqualTo(left), "no hole");
    }

    [Test]
    public void LinesAreInTheFileSoonAfterThoughNothingFollows()
    {
        using SmallCapture captures = new();
        string path = Path.Combine(captures.Folder, "events");
        WrittenFile.Open(path, isNew: true, followsLink: false, out SafeFileHandle? handle);
        using EventLines lines = new EventLines(4, [310]).Begin(new OutputFile(handle!));
        lines.OnEvent(default);

        Assert.That(SpinWait.SpinUntil(() => new FileInfo(path).Length > 0, TimeSpan.FromSeconds(60)), Is.True);
    }

    [Test]
    public void AFailureIsToldOnceAndEndsNothingElse()
    {
        List<string> told = [];
        using EventLines lines = new EventLines(4, [310], told.Add).Begin(new FailingStream(new IOException("the disk is gone")));
        for (int i = 0; i < 5000; i++) lines.OnEvent(default(MarketEvent));
        lines.Flush();

        Assert.That(told, Has.Count.EqualTo(1));
        Assert.That(lines.Failure, Does.Contain("after 0 of 5000 events: the disk is gone"));
    }

    // Of a part nobody could tell by the file that it is one.
    [TestCase(true)]
    [TestCase(false)]
    public void ParquetOfAPartLeavesTheFileThatWasThere(bool isWhole)
    {
        using SmallCapture captures = new();
        string path = captures.WriteBytes("events.parquet", "before"u8.ToArray());
        List<string> told = [];
        WholeFile.Open(path, out WholeFile? file);
        using (EventTable table = new EventTable(4, [310], told.Add).Begin(file!))
        {
            table.OnEvent(default);
            table.Finish(isWhole);
        }

        Assert.That(File.ReadAllText(path), isWhole ? Does.StartWith("PAR1").And.EndWith("PAR1") : Is.EqualTo("before"));
        Assert.That(told, isWhole ? Is.Empty : Has.One.Contains("it was stopped before the end, and no file is left"));
        Assert.That(Directory.GetFiles(captures.Folder), Is.EqualTo((string[])[path]));
    }

    // What a feed that threw leaves behind is not even asked for its end.
    [Test]
    public void ParquetThatWasNotFinishedIsNoFile()
    {
        using SmallCapture captures = new();
        WholeFile.Open(Path.Combine(captures.Folder, "events.parquet"), out WholeFile? file);
        using (EventTable table = new EventTable(4, [310]).Begin(file!)) table.OnEvent(default);

        Assert.That(Directory.GetFiles(captures.Folder), Is.Empty);
    }

    [TestCase("ESZ6", "ESZ6")]
    [TestCase("A,B", "\"A,B\"")]
    [TestCase("A \"B\"", "\"A \"\"B\"\"\"")]
    [TestCase("A\nB", "A?B")]
    [TestCase("\u00e9\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"", null)]
    public void TextsAreQuotedWhereTheyMustBe(string text, string? cell)
    {
        System.Buffers.ArrayBufferWriter<byte> buffer = new();
        using CsvCells cells = new(buffer);
        cells.BeginLine().Text(EventColumn.Kind, text);
        cells.EndLine();

        string quoted = cell ?? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Assert.That(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan), Is.EqualTo($",{quoted}{new string(',', EventColumns.Count - 2)}\r\n"));
    }

    [Test]
    public void OnlyAReaderWhoHasGoneIsNoFailureOfInspect()
    {
        using OutputBuffer piped = new(new FailingStream(new IOException("", BrokenPipeNumber)));
        piped.Append("text"u8);
        piped.Flush();
        Assert.That(piped.IsClosed, Is.True);

        using OutputBuffer full = new(new FailingStream(new IOException("full", 28)));
        full.Append("text"u8);
        Assert.That(full.Flush, Throws.InstanceOf<IOException>());
        Assert.That(full.IsClosed, Is.False);
    }

    private sealed class FailingStream(Exception failure) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw failure;

        public override void Write(byte[] buffer, int offset, int count) => throw failure;
    }
}
