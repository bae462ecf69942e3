using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Recording;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class CaptureReaderHostileTests
{
    private const int MagicBytes = 4;

    /// <summary>Values that lengths, counts and types are most likely to be mistaken for.</summary>
    private static readonly uint[] Nasty = [0, 1, 3, 4, 8, 11, 12, 13, 16, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFC, 0xFFFF_FFFF, 262_144, 262_145];

    [TestCaseSource(typeof(CaptureImage), nameof(CaptureImage.All))]
    public void ACutFileGivesExactlyTheWholeRecordsBeforeTheCut(CaptureImage image)
    {
        using GuardedCapture memory = new(image.Bytes.Length);
        Reading whole = Reading.Of(memory.Open(image.Bytes));
        Assert.That(whole.Records, Has.Count.EqualTo(image.RecordEnds.Length));
        for (int length = MagicBytes; length < image.Bytes.Length; length++)
        {
            Reading cut = Reading.Of(memory.Open(image.Bytes.AsSpan(0, length)));

            CaptureEnd end = image.CleanEnds.Contains(length) ? CaptureEnd.Clean : CaptureEnd.Truncated;
            Assert.That(cut.Ending.End, Is.EqualTo(end), $"cut at {length}");
            Assert.That(cut.Ending.Offset, Is.EqualTo(image.CleanEnds.Where(offset => offset <= length).DefaultIfEmpty(0).Max()), $"cut at {length}");
            Assert.That(cut.Records, Has.Count.EqualTo(image.RecordEnds.Count(offset => offset <= length)), $"cut at {length}");
            for (int i = 0; i < cut.Records.Count; i++) Assert.That(cut.Records[i].Bytes, Is.EqualTo(whole.Records[i].Bytes));
        }
    }

    [TestCaseSource(typeof(CaptureImage), nameof(CaptureImage.All))]
    public void CorruptFilesEndWithoutReadingOutside(CaptureImage image)
    {
        using GuardedCapture memory = new(image.Bytes.Length);
        Random random = new(340);
        for (int i = 0; i < 3_000; i++)
        {
            byte[] bad = [.. image.Bytes];
            for (int changes = random.Next(3); changes >= 0; changes--) Damage(bad, random);
            ReadToTheEnd(memory, bad);
        }
    }

    [TestCaseSource(typeof(CaptureImage), nameof(CaptureImage.All))]
    public void AnyWordMayBeAnything(CaptureImage image)
    {
        using GuardedCapture memory = new(image.Bytes.Length);
        for (int at = MagicBytes; at + 4 <= image.Bytes.Length; at++)
        {
            foreach (uint value in Nasty)
            {
                byte[] bad = [.. image.Bytes];
                BitConverter.TryWriteBytes(bad.AsSpan(at), value);
                ReadToTheEnd(memory, bad);
                bad.AsSpan(at, 4).Reverse();
                ReadToTheEnd(memory, bad);
            }
        }
    }

    private static void Damage(byte[] bytes, Random random)
    {
        int at = random.Next(MagicBytes, bytes.Length);
        if (random.Next(2) == 0 || at + 4 > bytes.Length) bytes[at] = (byte)random.Next(256);
        else BitConverter.TryWriteBytes(bytes.AsSpan(at), Nasty[random.Next(Nasty.Length)]);
    }

    private static void ReadOptions(CaptureOptions options)
    {
        int offset = 0;
        int count = 0;
        while (options.TryRead(ref offset, out int code, out ReadOnlySpan<byte> value))
        {
            if (code == CaptureOptions.End || ++count > options.Bytes.Length / 4) Assert.Fail($"option {count} of {options.Bytes.Length} bytes has code {code}");
            if (GapNote.TryParse(value, out GapNote note) && note.First >= note.Next) Assert.Fail($"{note}");
        }
    }

    /// <summary>Touches every byte of every record, as decoders do. The guarded page makes a read outside fatal.</summary>
    private static void ReadToTheEnd(GuardedCapture memory, byte[] image)
    {
        using CaptureFile file = memory.Open(image);
        CaptureReader reader = file.CreateReader();
        FrameDecoder decoder = new() { Trailer = TrailerKind.Metamako };
        int recordBytesMin = file.Format == CaptureFormat.Pcap ? 16 : 12;
        while (reader.TryRead(out CaptureRecord record))
        {
            _ = record.Bytes.IndexOfAnyExcept((byte)0xA5);
            _ = record.Bytes.LastIndexOf((byte)0xA5);
            if (decoder.TryGetUdp(in record, out UdpDatagram datagram)) _ = datagram.Payload.LastIndexOf((byte)0xA5);
            ReadOptions(record.Options);
        }

        if (reader.RecordCount > image.Length / recordBytesMin) Assert.Fail($"{reader.RecordCount} records in {image.Length} bytes");
        if (reader.End == CaptureEnd.None) Assert.Fail("reading did not end");
        if (reader.EndOffset < 0 || reader.EndOffset > image.Length) Assert.Fail($"ended at {reader.EndOffset} of {image.Length}");
        if (reader.TryRead(out CaptureRecord _)) Assert.Fail("an ended reader goes on");
    }
}
