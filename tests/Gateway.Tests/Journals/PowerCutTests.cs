using FeedHandler.Journals;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>
/// Rule: of what the system had not put on its disk, a loss of power takes any page; what is read then is right as far as it goes, goes at least as far as the
/// disk was asked to have it, and it is said that more was written.
/// </summary>
public sealed class PowerCutTests
{
    private const int PageBytes = 4096; // what a disk has whole or not at all
    private const int BootOffset = 40;
    private const int SeedCount = 150;

    [Test]
    public void WhateverPagesAreLostWhatIsReadIsRight()
    {
        using JournalStage stage = new(fileBytes: 1 << 18);
        stage.TwoInstruments();
        Write(stage, 120);
        byte[] onDisk = File.ReadAllBytes(stage.Files[0]);
        stage.Sync.SyncCurrent();
        int syncedCount = Read(stage.Files[0]).Frames.Count;
        Write(stage, 200);
        byte[] written = File.ReadAllBytes(stage.Files[0]);
        List<string> all = Read(stage.Files[0]).Frames;
        HashSet<int> counts = [];
        for (int seed = 0; seed < SeedCount; seed++)
        {
            (List<string> frames, string? fault) = Read(CutOff(stage, onDisk, written, new Random(seed)));
            Assert.That(frames, Is.EqualTo(all[..frames.Count]), $"seed {seed}");
            Assert.That(frames, Has.Count.GreaterThanOrEqualTo(syncedCount), $"seed {seed}");
            bool isSaid = fault is not null && fault.Contains("a loss of power took them", StringComparison.Ordinal);
            Assert.That(isSaid || frames.Count is var count && (count == all.Count || count == syncedCount), Is.True, $"seed {seed}: {fault}");
            counts.Add(frames.Count);
        }

        Assert.That((counts.Contains(syncedCount), syncedCount > 120, all.Count > syncedCount), Is.EqualTo((true, true, true)));
    }

    [Test]
    public void BytesThatADiskChangedAreFound()
    {
        using JournalStage stage = new(fileBytes: 1 << 18);
        stage.TwoInstruments();
        Write(stage, 200);
        stage.Sync.SyncCurrent();
        List<string> all = Read(stage.Files[0]).Frames;
        byte[] bytes = File.ReadAllBytes(stage.Files[0]);
        bytes[BootOffset] ^= 1;
        bytes[JournalHeader.Bytes + 100] ^= 1; // beyond a loss of power: the disk itself, or somebody
        string path = Save(stage, bytes);
        (List<string> frames, string? fault) = Read(path);
        Assert.That((frames.Count < all.Count, fault?.Contains("not those that were written", StringComparison.Ordinal)), Is.EqualTo((true, true)), fault);
    }

    private static void Write(JournalStage stage, int count)
    {
        for (int i = 0; i < count; i += 20)
        {
            stage.Quote(20);
            stage.TakeAll();
        }
    }

    private static string CutOff(JournalStage stage, byte[] onDisk, byte[] written, Random random)
    {
        byte[] image = new byte[written.Length];
        for (int start = 0; start < image.Length; start += PageBytes)
        {
            byte[] page = random.Next(2) == 0 ? onDisk : written;
            page.AsSpan(start, Math.Min(PageBytes, image.Length - start)).CopyTo(image.AsSpan(start));
        }

        image[BootOffset] ^= 1; // the machine was started again
        return Save(stage, image);
    }

    private static string Save(JournalStage stage, byte[] bytes)
    {
        string path = Path.Combine(stage.Feed.Folder, "journal-000000000099.fhj");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static (List<string> Frames, string? Fault) Read(string path)
    {
        Assert.That(JournalReader.TryOpen(path, out JournalReader? reader), Is.Null);
        using (reader)
        {
            List<string> frames = [];
            while (reader!.TryRead(out ReadOnlySpan<byte> frame)) frames.Add(Convert.ToHexString(frame));
            return (frames, reader.Fault);
        }
    }
}
