using FeedHandler.Tests.Support;
using NUnit.Framework;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>Our one schema, cut down to a version, has to be the exchange's schema of that version.</summary>
[TestFixture(5)]
[TestFixture(6)]
[TestFixture(9)]
[TestFixture(12)]
[TestFixture(13)]
internal sealed class SchemaAgainstExchangeTests(int version)
{
    /// <summary>Prices of seven places, gone with the templates that used them.</summary>
    private static readonly string[] TypesDroppedInVersion10 = ["PRICE", "PRICENULL", "FLOAT"];

    /// <summary>
    /// Types we do without: constants are references to enum values, so that they have the type they are compared with; every group
    /// names its dimension, so that forgetting it is an error and not a four-byte dimension.
    /// </summary>
    private static readonly string[] TypesLeftOut =
    [
        "MDEntryTypeChannelReset", "MDEntryTypeLimits", "MDEntryTypeTrade", "MDEntryTypeVol", "MDUpdateActionNew", "MDUpdateTypeNew",
        "SecurityAltIDSourceISIN", "groupSizeEncoding",
    ];

    /// <summary>Values that the exchange called otherwise in its older versions: the newest name is ours.</summary>
    private static readonly string[] FormerNames = ["MDEntryType 52", "MDEntryType 66", "MDEntryType 74", "SettlPriceType 0"];

    /// <summary>Fields that took over padding: they lie inside the block of versions that do not have them.</summary>
    private static readonly (int Template, int Tag)[] FieldsInFormerPadding = [(35, 271), (42, 37711), (46, 37719)];

    private WireSchema _ours = null!;
    private WireSchema _theirs = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _ours = WireSchema.Load(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"));
        _theirs = WireSchema.Load(Require.Shared($"schemas/cme/Cme.Futures.Mdp3.Sbe.v1.{version}.xml"));
        Assert.That(_theirs.Version, Is.EqualTo(version));
    }

    [Test]
    public void HasTheSameMessages()
    {
        string[] ours = [.. _ours.Messages.Values.Where(m => m.ExistsAt(version)).OrderBy(m => m.Id).Select(m => m.Name)];
        string[] theirs = [.. _theirs.Messages.Values.OrderBy(m => m.Id).Select(m => m.Name)];
        Assert.That(ours, Is.EqualTo(theirs));
    }

    [Test]
    public void HasTheSameGroupsInTheSameOrder()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach ((WireMessage ours, WireMessage theirs) in Pairs())
            {
                Assert.That(GroupsAt(ours).Select(Describe), Is.EqualTo(theirs.Groups.Select(Describe)), theirs.Name);
            }
        }

        static string Describe(WireGroup g) => $"{g.Tag} {g.Name}: {g.Dimension}";
    }

    [Test]
    public void HasTheSameFieldsAtTheSamePlaces()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach ((WireMessage _, WireBlock ours, WireBlock theirs) in Blocks())
            {
                Assert.That(Describe(ours.FieldsAt(version)), Is.EquivalentTo(Describe(theirs.FieldsAt(version))), theirs.Path);
            }
        }

        static string[] Describe(Dictionary<int, WireField> fields) => [.. fields.Values.Select(f => $"{f.Tag} {f.Name} {f.Layout}")];
    }

    [Test]
    public void ALaterVersionAddsBehindTheBlockOrInNamedPadding()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach ((WireMessage message, WireBlock ours, WireBlock theirs) in Blocks())
            {
                WireField[] later = [.. ours.Fields.Where(f => f.Since > version && !FieldsInFormerPadding.Contains((message.Id, f.Tag)))];
                Assert.That(later.Select(f => f.Offset), Is.All.GreaterThanOrEqualTo(theirs.LengthBytes), theirs.Path);
                Assert.That(ours.LengthBytesAt(version), Is.EqualTo(theirs.LengthBytes), theirs.Path);
            }
        }
    }

    [Test]
    public void HasTheSameEnumValuesAndSetBits()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach ((string name, WireType theirs) in _theirs.Types.Where(t => t.Value.Numbers.Count > 0))
            {
                IEnumerable<long> ours = _ours.Types[name].Numbers.Where(n => n.Value <= version).Select(n => n.Key);
                Assert.That(ours, Is.EquivalentTo(theirs.Numbers.Keys), name);
            }
        }
    }

    // The newest schema tells best: versions were named afterwards.
    [Test]
    public void MessagesValuesAndBitsCameWithTheSameVersion()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach ((WireMessage ours, WireMessage theirs) in Pairs()) Assert.That(ours.Since, Is.EqualTo(theirs.Since), theirs.Name);
            foreach ((string name, WireType theirs) in _theirs.Types.Where(t => t.Value.Numbers.Count > 0))
            {
                foreach ((long number, int since) in theirs.Numbers) Assert.That(_ours.Types[name].Numbers[number], Is.EqualTo(since), $"{name} {number}");
            }
        }
    }

    [Test]
    public void HasTheSameNamesOfEnumValuesAndSetBits()
    {
        Dictionary<string, string> ours = NamesOf(_ours);
        using (Assert.EnterMultipleScope())
        {
            foreach ((string value, string name) in NamesOf(_theirs).Where(pair => version >= 9 || !FormerNames.Contains(pair.Key)))
                Assert.That(ours.GetValueOrDefault(value), Is.EqualTo(name), value);
        }

        if (version == 13) Assert.That(ours, Has.Count.EqualTo(152));

        static Dictionary<string, string> NamesOf(WireSchema schema) => schema.EnumValues
            .SelectMany(type => type.Value, (type, value) => (Key: $"{type.Key} {value.Value}", Name: value.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Name, StringComparer.Ordinal);
    }

    [Test]
    public void HasTheSameTypesButThoseLeftOutOnPurpose()
    {
        IEnumerable<string> ours = _ours.Types.Where(t => t.Value.Since <= version).Select(t => t.Key);
        if (version >= 10) ours = ours.Except(TypesDroppedInVersion10, StringComparer.Ordinal);
        IEnumerable<string> theirs = _theirs.Types.Keys.Except(TypesLeftOut, StringComparer.Ordinal);
        Assert.That(Describe(ours, _ours), Is.EquivalentTo(Describe(theirs, _theirs)));

        static IEnumerable<string> Describe(IEnumerable<string> names, WireSchema schema) =>
            names.Select(name => $"{name}: {schema.Types[name].Shape} {schema.Types[name].Constant}");
    }

    private IEnumerable<(WireMessage Ours, WireMessage Theirs)> Pairs() =>
        _theirs.Messages.Values.Select(theirs => (_ours.Messages[theirs.Id], theirs));

    private IEnumerable<(WireMessage Message, WireBlock Ours, WireBlock Theirs)> Blocks()
    {
        foreach ((WireMessage ours, WireMessage theirs) in Pairs())
        {
            yield return (ours, ours.Root, theirs.Root);
            foreach ((WireGroup our, WireGroup their) in GroupsAt(ours).Zip(theirs.Groups)) yield return (ours, our.Entry, their.Entry);
        }
    }

    private IEnumerable<WireGroup> GroupsAt(WireMessage message) => message.Groups.Where(g => g.Since <= version);
}
