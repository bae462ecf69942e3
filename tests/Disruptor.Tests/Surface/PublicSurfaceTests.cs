using System.Reflection;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Surface;

/// <summary>Our names and signatures against the list of Disruptor-net 6.0.1.</summary>
public sealed class PublicSurfaceTests
{
    private const string ListPath = "design/ref/disruptor-6.0.1.txt";

    private static readonly Assembly Ours = typeof(Sequence).Assembly;

    [Test]
    public void EveryTypeHasEveryReleasedMember()
    {
        Dictionary<string, Type> held = HeldTypes();
        string[] missing = [.. Released().Where(type => held.ContainsKey(type.Key)).SelectMany(type => Missing(type, held[type.Key]))];
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void EveryReleasedTypeIsHere()
    {
        Dictionary<string, Type> held = HeldTypes();
        Assert.That(Released().Select(type => type.Key).Where(key => !held.ContainsKey(key)), Is.Empty);
    }

    [Test]
    public void NothingIsAddedToTheReleasedNamespaces()
    {
        string[] released = [.. Released().Select(type => type.Key)];
        Assert.That(HeldTypes().Keys.Except(released, StringComparer.Ordinal), Is.Empty, "what the package lacks belongs in FeedHandler.Ring");
        IEnumerable<string> added = Released().Where(type => HeldTypes().ContainsKey(type.Key))
            .SelectMany(type => SurfaceText.Members(HeldTypes()[type.Key]).Except(type.Members, StringComparer.Ordinal).Select(member => $"{type.Key}: {member}"));
        Assert.That(added, Is.Empty);
    }

    private static IReadOnlyList<ReleasedType> Released() => ReleasedSurface.Read(Require.Shared(ListPath));

    private static Dictionary<string, Type> HeldTypes() => Ours.GetTypes()
        .Where(type => (type.IsPublic || type.IsNestedPublic) && type.Namespace!.StartsWith("Disruptor", StringComparison.Ordinal))
        .ToDictionary(type => $"{type.Namespace}.{SurfaceText.Of(type)}", StringComparer.Ordinal);

    private static IEnumerable<string> Missing(ReleasedType released, Type held)
    {
        if (!string.Equals(SurfaceText.Head(held), released.Head, StringComparison.Ordinal)) yield return $"{released.Key} is «{SurfaceText.Head(held)}», not «{released.Head}»";
        HashSet<string> members = [.. SurfaceText.Members(held)];
        foreach (string member in released.Members.Where(member => !members.Contains(member))) yield return $"{released.Key} lacks {member}";
        IEnumerable<Type> bases = [.. held.GetInterfaces(), .. Ancestors(held)];
        foreach (string name in SplitBases(released.Bases).Except(bases.Select(SurfaceText.Of), StringComparer.Ordinal)) yield return $"{released.Key} is no {name}";
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType) yield return ancestor;
    }

    // Splits at commas outside type arguments.
    private static IEnumerable<string> SplitBases(string bases)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < bases.Length; i++)
        {
            if (bases[i] is '<' or '>') depth += bases[i] == '<' ? 1 : -1;
            if (bases[i] != ',' || depth > 0) continue;
            yield return bases[start..i].Trim();
            start = i + 1;
        }

        if (start < bases.Length) yield return bases[start..].Trim();
    }
}
