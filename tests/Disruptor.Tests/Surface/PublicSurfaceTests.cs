using System.Reflection;
using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Surface;

/// <summary>Names and signatures of what is here against the list of Disruptor-net 6.0.1.</summary>
public sealed class PublicSurfaceTests
{
    private const string ListPath = "design/ref/disruptor-6.0.1.txt";

    private static readonly Assembly Ours = typeof(Sequence).Assembly;

    [Test]
    public void EveryTypeHasEveryReleasedMember()
    {
        Dictionary<string, Type> held = HeldTypes();
        Assert.That(held, Is.Not.Empty);
        Regex leftOut = LeftOut(held.Keys);
        string[] missing = [.. Released().Where(type => held.ContainsKey(type.Key)).SelectMany(type => Missing(type, held[type.Key], leftOut))];
        Assert.That(missing, Is.Empty, "a type that is here is whole, except members that speak of types which the product does not reach");
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

    /// <summary>Matches the name of any released type that is not here.</summary>
    private static Regex LeftOut(IEnumerable<string> heldKeys)
    {
        IEnumerable<string> names = Released().Select(type => type.Key).Except(heldKeys, StringComparer.Ordinal).Select(SimpleName).Distinct();
        return new Regex($@"\b({string.Join('|', names)})\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    // Of `Disruptor.ValueRingBuffer<T>.EventRef` it is `EventRef`: outer types and type arguments say nothing more.
    private static string SimpleName(string key) => key[(key.LastIndexOf('.') + 1)..].Split('<')[0];

    private static IEnumerable<string> Missing(ReleasedType released, Type held, Regex leftOut)
    {
        if (!string.Equals(SurfaceText.Head(held), released.Head, StringComparison.Ordinal)) yield return $"{released.Key} is «{SurfaceText.Head(held)}», not «{released.Head}»";
        HashSet<string> members = [.. SurfaceText.Members(held)];
        foreach (string member in released.Members.Where(member => !members.Contains(member) && !leftOut.IsMatch(member))) yield return $"{released.Key} lacks {member}";
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
