using FeedHandler.Dbn.Tests.Support;

namespace FeedHandler.Dbn.Tests;

/// <summary>Rule: definitions and statistics of old versions read as what they are, and upgraded are the same in every field that there is.</summary>
public sealed class UpgradeTests
{
    private static readonly string[] Lost = ["length", "tradingreferenceprice", "tradingreferencedate", "mdsecuritytradingstatus", "settlpricetype"];

    [Test]
    public void ADefinitionKeepsItsFields([Values((byte)1, (byte)2, (byte)3)] byte version)
    {
        using DbnReader reader = One(version, DbnRecordType.Definition);
        Assert.That(reader.TryRead(out DbnRecord record), Is.True);
        Assert.That(record.TryUpgrade(out DefinitionRecord upgraded), Is.True);

        Dictionary<string, string> before = RecordForms.Of(record).FieldsOf(record);
        Dictionary<string, string> after = RecordFields.Of(upgraded);
        Assert.That(after["length"], Is.EqualTo("130"));
        Assert.That(before.Where(field => !Lost.Contains(field.Key)), Is.SubsetOf(after));
        if (version < 3) Assert.That((upgraded.LegCount, upgraded.LegPrice), Is.EqualTo((0, long.MaxValue)));
    }

    [Test]
    public void AStatisticKeepsItsFields([Values((byte)1, (byte)2, (byte)3)] byte version)
    {
        using DbnReader reader = One(version, DbnRecordType.Statistics);
        Assert.That(reader.TryRead(out DbnRecord record), Is.True);
        Assert.That(record.TryUpgrade(out StatisticsRecord upgraded), Is.True);
        Assert.That(record.TryUpgrade(out DefinitionRecord _), Is.False);

        Assert.That(RecordForms.Of(record).FieldsOf(record).Where(static field => field.Key != "length"), Is.SubsetOf(RecordFields.Of(upgraded)));
        Assert.That(upgraded.Header.LengthWords, Is.EqualTo(20));
    }

    [Test]
    public void NoQuantityIsNone()
    {
        StatisticsRecordV1 old = StatisticsRecordV1.Create(1, 2, 3);
        Assert.That((old.Quantity, StatisticsRecord.From(old).Quantity), Is.EqualTo((int.MaxValue, long.MaxValue)));
        Assert.That(StatisticsRecord.From(old with { Quantity = -5 }).Quantity, Is.EqualTo(-5));
    }

    [Test]
    public void ARecordIsNotTakenForAnother()
    {
        using DbnReader reader = One(1, DbnRecordType.Definition);
        Assert.That(() => { reader.TryRead(out DbnRecord record); record.As<DefinitionRecord>(); }, Throws.InvalidOperationException.With.Message.Contains("version 1"));
    }

    private static DbnReader One(byte version, DbnRecordType type)
    {
        MemoryStream stream = new();
        using (DbnWriter writer = new(stream, Samples.Metadata(version)))
            RecordForms.Of(version).Single(entry => entry.Type == type).Form.WriteRandom(writer, type, new Random(7));
        return DbnReader.Over(stream.ToArray());
    }
}
