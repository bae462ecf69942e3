using FeedHandler.Dbn.Tests.Support;

namespace FeedHandler.Dbn.Tests;

/// <summary>Rule: a writer writes only what its file can hold (1.9), and what it wrote is read again.</summary>
public sealed class WriterTests
{
    [Test]
    public void AFileOfASchemaTakesNoOtherRecords()
    {
        using DbnWriter writer = new(new MemoryStream(), Samples.Metadata(3) with { Schema = DbnSchema.Trades });
        writer.Write(TradeRecord.Create(1, 2, 3));
        writer.Write(SystemRecord.Create(1, 0, 3)); // which may stand in any
        Assert.That(() => writer.Write(MboRecord.Create(1, 2, 3)), Throws.ArgumentException.With.Message.Contains("schema trades takes no a Mbo").Or.Message.Contains("takes no"));
        Assert.That(() => writer.Write(StatisticsRecordV1.Create(1, 2, 3)), Throws.ArgumentException.With.Message.Contains("version 3"));
        Assert.That(() => writer.Write(default(TradeRecord) with { Header = new DbnHeader(DbnRecordType.Mbo, 48, 1, 2, 3) }), Throws.ArgumentException);
        Assert.That(writer.RecordCount, Is.EqualTo(2));
    }

    [Test]
    public void ASymbolThatHasNoRoomIsNamed([Values((byte)1, (byte)3)] byte version)
    {
        string longest = new('S', DbnMetadata.SymbolBytes(version) - 1);
        using (DbnWriter writer = new(new MemoryStream(), new DbnMetadata { Version = version, Symbols = [longest] })) writer.Flush();
        Assert.That(
            () => new DbnWriter(new MemoryStream(), new DbnMetadata { Version = version, Symbols = [longest + "S"] }),
            Throws.ArgumentException.With.Message.Contains(longest));
        Assert.That(() => new DbnWriter(new MemoryStream(), new DbnMetadata { Version = 4 }), Throws.ArgumentException);
        using (DbnWriter writer = new(new MemoryStream(), new DbnMetadata { Dataset = "SIXTEEN.BYTES.16" })) writer.Flush();
    }

    [Test]
    public void EveryCountIsThereWhereThereIsNothing()
    {
        MemoryStream stream = new();
        using (DbnWriter writer = new(stream, new DbnMetadata())) writer.Flush();

        Assert.That(stream.ToArray(), Has.Length.EqualTo(8 + 120), "100 bytes, five counts, aligned");
        using DbnReader reader = DbnReader.Over(stream.ToArray());
        Assert.That((reader.Metadata!.Schema, reader.Metadata.Mappings.Count), Is.EqualTo((DbnSchema.Mixed, 0)));
    }

    [Test]
    public void ATimeOfSendingMakesARecordLonger()
    {
        MemoryStream stream = new();
        using (DbnWriter writer = new(stream, new DbnMetadata { HasTsOut = true })) writer.Write(MboRecord.Create(1, 2, 3), tsOut: 77);
        using DbnReader reader = DbnReader.Over(stream.ToArray());

        Assert.That(reader.TryRead(out DbnRecord record), Is.True);
        Assert.That((record.Header.LengthWords, record.TsOut, record.As<MboRecord>().Header.TsEvent), Is.EqualTo((16, 77UL, 3UL)));
    }

    [Test]
    public void AFragmentIsKnownByItsName()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".dbn.frag");
        try
        {
            using (DbnWriter writer = new(File.Create(path), Samples.Metadata(3), new DbnWriterOptions { IsFragment = true })) writer.Write(Samples.Order(5));
            using DbnReader reader = DbnReader.Open(path);
            Assert.That((reader.Metadata, reader.TryRead(out DbnRecord record), record.As<MboRecord>().OrderId), Is.EqualTo(((DbnMetadata?)null, true, 5UL)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void ATextThatHasNoRoomIsCutWhole()
    {
        DefinitionRecord definition = DefinitionRecord.Create(1, 2, 3);
        Assert.That(DbnText.TryWrite(definition.Asset, "0123456789"), Is.True);
        Assert.That(DbnText.TryWrite(definition.Cfi, "FFMPSXY"), Is.False);
        Assert.That(DbnText.TryWrite(definition.Exchange, "ABCé"), Is.False, "a character of two bytes is not halved");
        Assert.That((definition.Asset.ToString(), definition.Cfi.ToString(), definition.Exchange.ToString()), Is.EqualTo(("0123456789", "FFMPSX", "ABC")));
    }
}
