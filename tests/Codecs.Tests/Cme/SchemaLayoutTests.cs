using FeedHandler.Tests.Support;
using NUnit.Framework;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>The sizes that decide how a message is walked, stated once more by hand.</summary>
[TestFixture]
internal sealed class SchemaLayoutTests
{
    private readonly WireSchema _schema = WireSchema.Load(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"));

    [TestCase("4 since 0, root 9, NoMDEntries 3+2n")]
    [TestCase("12 since 0, root 0")]
    [TestCase("15 since 0, root 1")]
    [TestCase("16 since 0, root 180")]
    [TestCase("27 since 2, root 216, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n")]
    [TestCase("29 since 2, root 195, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n, NoLegs 3+18n")]
    [TestCase("30 since 2, root 30")]
    [TestCase("32 since 2, root 11, NoMDEntries 3+32n, NoOrderIDEntries 8+24n since 7")]
    [TestCase("33 since 2, root 11, NoMDEntries 3+32n")]
    [TestCase("34 since 2, root 11, NoMDEntries 3+32n")]
    [TestCase("35 since 2, root 11, NoMDEntries 3+24n")]
    [TestCase("36 since 2, root 11, NoMDEntries 3+32n")]
    [TestCase("37 since 2, root 11, NoMDEntries 3+16n")]
    [TestCase("38 since 2, root 59, NoMDEntries 3+22n")]
    [TestCase("39 since 3, root 35, NoRelatedSym 3+32n")]
    [TestCase("41 since 3, root 213, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n, " +
              "NoUnderlyings 3+24n, NoRelatedInstruments 3+24n since 7")]
    [TestCase("42 since 5, root 11, NoMDEntries 3+32n, NoOrderIDEntries 8+16n")]
    [TestCase("43 since 7, root 11, NoMDEntries 3+40n")]
    [TestCase("44 since 7, root 28, NoMDEntries 3+29n")]
    [TestCase("46 since 9, root 11, NoMDEntries 3+32n, NoOrderIDEntries 8+24n")]
    [TestCase("47 since 9, root 11, NoMDEntries 3+40n")]
    [TestCase("48 since 9, root 11, NoMDEntries 3+32n, NoOrderIDEntries 8+16n")]
    [TestCase("49 since 9, root 11, NoMDEntries 3+32n")]
    [TestCase("50 since 9, root 11, NoMDEntries 3+32n")]
    [TestCase("51 since 9, root 11, NoMDEntries 3+24n")]
    [TestCase("52 since 9, root 59, NoMDEntries 3+22n")]
    [TestCase("53 since 9, root 28, NoMDEntries 3+29n")]
    [TestCase("54 since 9, root 224, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n")]
    [TestCase("55 since 9, root 221, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n, " +
              "NoUnderlyings 3+24n, NoRelatedInstruments 3+24n")]
    [TestCase("56 since 9, root 255, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n, NoLegs 3+18n")]
    [TestCase("57 since 10, root 338, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n")]
    [TestCase("58 since 10, root 276, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+5n, " +
              "NoUnderlyings 3+118n, NoRelatedInstruments 3+32n, NoBrokenDates 3+16n since 13")]
    [TestCase("59 since 10, root 13, NoMDEntries 3+29n")]
    [TestCase("60 since 10, root 30, NoOrderIDEntries 3+10n")]
    [TestCase("61 since 10, root 37, NoMDEntries 3+26n")]
    [TestCase("62 since 11, root 11, NoMDEntries 3+40n")]
    [TestCase("63 since 12, root 337, NoEvents 3+9n, NoMDFeedTypes 3+4n, NoInstAttrib 3+4n, NoLotTypeRules 3+9n, NoTradingSessions 3+18n")]
    [TestCase("64 since 12, root 11, NoMDEntries 3+32n, NoOrderIDEntries 8+24n")]
    [TestCase("65 since 12, root 11, NoMDEntries 3+40n, NoOrderIDEntries 8+16n")]
    [TestCase("66 since 12, root 11, NoMDEntries 3+24n")]
    [TestCase("67 since 12, root 11, NoMDEntries 3+32n")]
    [TestCase("68 since 12, root 37, NoMDEntries 3+23n")]
    [TestCase("69 since 12, root 59, NoMDEntries 3+23n")]
    public void ATemplateHasItsBlocksAndGroups(string layout)
    {
        int id = int.Parse(layout.AsSpan(0, layout.IndexOf(' ', StringComparison.Ordinal)));
        Assert.That(Describe(_schema.Messages[id]), Is.EqualTo(layout));
    }

    [Test]
    public void ThereAreNoOtherTemplates() => Assert.That(_schema.Messages, Has.Count.EqualTo(43));

    /// <summary>Every field added after version 5 to a block that is older than it: template, tag, offset, first version.</summary>
    private static readonly (int Template, int Tag, int Offset, int Since)[] FieldsAddedLater =
    [
        (27, 5796, 214, 6), (29, 5796, 193, 6), (41, 5796, 211, 6),
        (35, 271, 19, 8), (42, 37711, 26, 7), (46, 37719, 27, 10),
        (54, 37513, 216, 10), (55, 37513, 213, 10),
        (56, 1196, 195, 10), (56, 37721, 200, 10), (56, 37722, 206, 10), (56, 37513, 212, 10), (56, 2714, 220, 10),
        (58, 37716, 255, 11), (58, 6651, 275, 13), (58, 37519, 108, 11), (58, 542, 116, 11),
        (63, 37739, 309, 13), (63, 37738, 317, 13), (63, 37742, 321, 13), (63, 37743, 329, 13),
    ];

    [Test]
    public void FieldsAddedLaterAreKnownByVersion()
    {
        IEnumerable<(int, int, int, int)> added =
            from message in _schema.Messages.Values
            from block in message.Groups.Select(g => (Entry: g.Entry, g.Since)).Prepend((Entry: message.Root, message.Since))
            from field in block.Entry.Fields
            where field.Since > block.Since
            select (message.Id, field.Tag, field.Offset, field.Since);
        Assert.That(added, Is.EquivalentTo(FieldsAddedLater));
    }

    [Test]
    public void FieldsNeitherOverlapNorLeaveTheirBlock()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (WireBlock block in _schema.Messages.Values.SelectMany(m => m.Groups.Select(g => g.Entry).Prepend(m.Root)))
            {
                int end = 0;
                foreach (WireField field in block.Fields.Where(f => f.Constant is null))
                {
                    Assert.That(field.Offset, Is.GreaterThanOrEqualTo(end), $"{block.Path}.{field.Name}");
                    end = field.End;
                }

                Assert.That(end, Is.LessThanOrEqualTo(block.LengthBytes), block.Path);
            }
        }
    }

    private static string Describe(WireMessage m) =>
        string.Join(", ", m.Groups.Select(g => Describe(g, m.Since)).Prepend($"{m.Id} since {m.Since}, root {m.Root.LengthBytes}"));

    private static string Describe(WireGroup g, int messageSince) =>
        $"{g.Name} {g.DimensionBytes}+{g.Entry.LengthBytes}n" + (g.Since > messageSince ? $" since {g.Since}" : "");
}
