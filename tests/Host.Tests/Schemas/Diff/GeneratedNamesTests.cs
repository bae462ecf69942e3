using System.Reflection;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Schema.Diff;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Schemas.Diff;

/// <summary>Each name that is told exists in the code that was generated of the same schema.</summary>
public sealed class GeneratedNamesTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly SbeSchema Schema = SchemaFileReader.Read(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml")).Schema!;

    private static readonly HashSet<string> Generated = [.. typeof(MDIncrementalRefreshBook46).Assembly.GetTypes().SelectMany(NamesOf)];

    private static IEnumerable<string> Messages() => Schema.Messages.Select(static message => message.Name);

    [TestCaseSource(nameof(Messages))]
    public void EveryNameOfAMessageIsInTheGeneratedCode(string name)
    {
        GeneratedNames names = new(Schema, "Mdp3");
        SbeMessage message = Schema.Messages.Single(candidate => candidate.Name == name);

        string[] told = [.. PathsOf(message.Block, name).Prepend(name).SelectMany(names.Of)];

        Assert.That(told.Where(static one => !Generated.Contains(one)), Is.Empty);
        Assert.That(told, Does.Contain($"IMdp3Handler.On(in {name})").And.Contain($"{name}Encoder"));
        foreach (string path in PathsOf(message.Block, name)) Assert.That(names.Of(path), Is.Not.Empty, path);
    }

    [Test]
    public void EveryNameOfATypeIsInTheGeneratedCode()
    {
        GeneratedNames names = new(Schema, "Mdp3");

        foreach (SbeType type in Schema.Types)
        {
            IEnumerable<string> inner = type switch
            {
                EnumType named => named.Values.Select(value => $"{type.Key}.{value.Name}"),
                SetType set => set.Choices.Select(choice => $"{type.Key}.{choice.Name}"),
                CompositeType composite => composite.Members.Select(member => $"{type.Key}.{member.Name}"),
                _ => [],
            };
            string[] told = [.. inner.Prepend(type.Key).SelectMany(names.Of)];
            Assert.That(told.Where(static one => !Generated.Contains(one)), Is.Empty, type.Key);
            Assert.That(told, Is.Not.Empty, type.Key);
        }
    }

    private static IEnumerable<string> PathsOf(SbeBlock block, string path) =>
    [
        .. block.Fields.Select(field => $"{path}.{field.Name}"),
        .. block.Groups.SelectMany(group => PathsOf(group.Block, $"{path}.{group.Name}").Prepend($"{path}.{group.Name}")),
        .. block.Variables.Select(data => $"{path}.{data.Name}"),
    ];

    private static IEnumerable<string> NamesOf(Type type)
    {
        string name = type.FullName!.Replace('+', '.');
        name = name.StartsWith(type.Namespace + ".", StringComparison.Ordinal) ? name[(type.Namespace!.Length + 1)..] : name;
        yield return name;
        foreach (MemberInfo member in type.GetMembers(Members)) yield return $"{name}.{member.Name}";
        if (!type.IsInterface) yield break;
        foreach (MethodInfo method in type.GetMethods().Where(static method => method.Name == "On"))
            yield return $"{name}.On(in {method.GetParameters()[0].ParameterType.GetElementType()!.Name})";
    }
}
