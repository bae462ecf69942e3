using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests.Shared;

public sealed partial class SharedRingTests
{
    private const int CursorOffset = 384 + 256;

    [Test]
    public void AReaderSaysThatThereIsNoFile() => Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.NotFound));

    [Test]
    public void AnEmptyFileIsARingInTheMaking()
    {
        OpenWriter().Dispose();
        File.WriteAllBytes(FilePath, []);
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.NotReady));
        Assert.That(StatusOfWriter(), Is.EqualTo(SharedRingStatus.Opened));
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.Opened));
    }

    [TestCase("abc")]
    [TestCase("#!/bin/sh\necho a file of somebody else, longer than the description of a ring is")]
    public void AFileThatIsNoRingIsLeftAlone(string text)
    {
        OpenWriter().Dispose();
        File.WriteAllText(FilePath, text);
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.NotARing));
        Assert.That(StatusOfWriter(), Is.EqualTo(SharedRingStatus.NotARing));
        Assert.That(File.ReadAllText(FilePath), Is.EqualTo(text));
    }

    [TestCase(8)]
    [TestCase(63)]
    [TestCase(4500)]
    public void AFileThatWasCutOffIsRefusedByReadersAndReplacedByAWriter(int lengthBytes)
    {
        OpenWriter().Dispose();
        using (FileStream file = File.OpenWrite(FilePath)) file.SetLength(lengthBytes);
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.Corrupt));
        Assert.That(StatusOfWriter(), Is.EqualTo(SharedRingStatus.Opened));
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.Opened));
    }

    [Test]
    public void NoSingleWrongByteOfTheDescriptionIsBelieved()
    {
        OpenWriter().Dispose();
        byte[] whole = File.ReadAllBytes(FilePath);
        for (int i = 0; i < 64; i++)
        {
            byte[] wrong = [.. whole];
            wrong[i] ^= 0x41;
            File.WriteAllBytes(FilePath, wrong);
            Assert.That(StatusOfReader(), Is.Not.EqualTo(SharedRingStatus.Opened), $"byte {i}");
        }
    }

    [Test]
    public void OtherVersionsAndOtherEventsAreNamed()
    {
        OpenWriter().Dispose();
        Assert.That(StatusOfReader<ulong>(), Is.EqualTo(SharedRingStatus.OtherEvent));
        Assert.That(StatusOfReader<Guid>(), Is.EqualTo(SharedRingStatus.OtherEvent));
        byte[] whole = File.ReadAllBytes(FilePath);
        whole[8]++;
        File.WriteAllBytes(FilePath, whole);
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.OtherVersion));
    }

    [Test]
    public void AnEventWhoseFieldsChangedPlacesIsAnother() =>
        Assert.That(EventHashes.OfFields<FirstForm.Quote>(), Is.Not.EqualTo(EventHashes.OfFields<SecondForm.Quote>()));

    [TestCase(long.MaxValue)]
    [TestCase(-2L)]
    [TestCase(1000L)]
    public void CountersThatCannotBeAreRefusedByReadersAndReplacedByAWriter(long cursor)
    {
        OpenWriter().Dispose();
        byte[] whole = File.ReadAllBytes(FilePath);
        BinaryPrimitives.WriteInt64LittleEndian(whole.AsSpan(CursorOffset), cursor);
        File.WriteAllBytes(FilePath, whole);
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.Corrupt));
        using SharedRingWriter<long> writer = OpenWriter();
        Assert.That((writer.IsTakenOver, writer.Events.Cursor), Is.EqualTo((false, -1L)));
    }

    [Test]
    public void TheHeaderIsLaidOutAsItsVersionSays()
    {
        (string Name, int Offset)[] expected = [("Magic", 0), ("Shape", 8), ("Epoch", 128), ("WriterProcessId", 256), ("WriterHeartbeatNs", 264), ("Cursors", 384)];
        Assert.That(expected.Select(field => (field.Name, ObjectLayout.OffsetOf(typeof(SharedRingHeader), field.Name))), Is.EqualTo(expected));
        Assert.That(ObjectLayout.OffsetOf(typeof(BroadcastCursors), "Cursor") + 384, Is.EqualTo(CursorOffset));
    }

    private static class FirstForm
    {
        internal readonly struct Quote(int price, int quantity)
        {
            public readonly int Price = price;
            public readonly int Quantity = quantity;
        }
    }

    private static class SecondForm
    {
        internal readonly struct Quote(int price, int quantity)
        {
            public readonly int Quantity = quantity;
            public readonly int Price = price;
        }
    }
}
