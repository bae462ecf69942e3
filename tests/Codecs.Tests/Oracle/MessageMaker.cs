using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Makes random messages of a schema from its model: least, greatest and null values come up often, as do empty groups.</summary>
internal sealed class MessageMaker(int seed)
{
    private const int DepthMax = 3;

    private readonly Random _random = new(seed);

    public DynamicMessage Make(SbeSchema schema, SbeMessage message) => new(message, schema.Version, Block(message.Block, 0));

    private DynamicBlock Block(SbeBlock block, int depth)
        => new(
            new(block.Fields.Select(Field)),
            new(block.Groups.Select(group => Group(group, depth))),
            new(block.Variables.Select(Variable)));

    private DynamicValue Field(SbeField field) => field switch
    {
        { Presence: Presence.Constant } => DynamicValue.OfConstant(field),
        { Type: CompositeType type } => DynamicValue.OfMembers(field, Members(type)),
        _ => DynamicValue.Of(field, Elements(field.Type)),
    };

    private IEnumerable<DynamicValue> Members(CompositeType type)
        => type.Members.Where(static member => member.Type is not EncodedType { Length: 0, Presence: not Presence.Constant }).Select(Member);

    private DynamicValue Member(CompositeMember member) => member.Type switch
    {
        EncodedType { Presence: Presence.Constant } => DynamicValue.OfConstant(member),
        CompositeType type => DynamicValue.OfMembers(member, Members(type)),
        _ => DynamicValue.Of(member, Elements(member.Type)),
    };

    private PrimitiveValue[] Elements(SbeType type) => type switch
    {
        EncodedType encoded => Array(encoded),
        EnumType named => [new(named.Primitive, Bits(named.Primitive, named.NullValue, named.Values.Select(static value => value.Value.Bits)))],
        SetType named => [new(named.Primitive, Bits(named.Primitive, named.NullValue, []))],
        _ => [],
    };

    // Arrays are null as a whole now and then, and text is shorter than its array.
    private PrimitiveValue[] Array(EncodedType type)
    {
        bool isNull = _random.Next(6) == 0;
        int textLength = type is { Primitive: PrimitiveType.Char, Length: > 1 } ? _random.Next(type.Length + 1) : type.Length;
        PrimitiveValue[] elements = new PrimitiveValue[type.Length];
        for (int index = 0; index < elements.Length; index++)
        {
            elements[index] = isNull ? type.NullValue
                : index >= textLength ? new(type.Primitive, 0)
                : new(type.Primitive, Bits(type.Primitive, type.NullValue, []));
        }

        return elements;
    }

    private long Bits(PrimitiveType type, PrimitiveValue nullValue, IEnumerable<long> named)
    {
        int shift = 64 - (8 * type.Size());
        bool isSigned = type.IsSigned() || type == PrimitiveType.Float;
        long[] choices = [.. named, nullValue.Bits, 0, 1, -1, long.MinValue >> shift, long.MaxValue >>> shift, nullValue.Bits + 1];
        long bits = _random.Next(3) == 0 ? choices[_random.Next(choices.Length)] : _random.NextInt64(long.MinValue, long.MaxValue);
        return isSigned ? bits << shift >> shift : unchecked((long)((ulong)bits << shift >> shift));
    }

    private DynamicGroup Group(SbeGroup group, int depth)
    {
        int count = depth >= DepthMax ? 0 : Math.Max(0, _random.Next(6 - depth) - 1);
        count = Math.Min(count, Greatest(group.Dimension.NumInGroup));
        return new(group, false, new(Enumerable.Range(0, count).Select(_ => Block(group.Block, depth + 1)).ToArray()));
    }

    private static int Greatest(HeaderMember member)
        => member.MaxValue is { Bits: > 0 and < int.MaxValue and var own } ? (int)own : member.Primitive == PrimitiveType.Int8 ? sbyte.MaxValue : byte.MaxValue - 1;

    private DynamicBytes Variable(SbeVariable variable)
    {
        byte[] bytes = new byte[_random.Next(8) switch
        {
            < 3 => 0,
            7 => 200 + _random.Next(55),
            _ => _random.Next(1, 20),
        }];
        _random.NextBytes(bytes);
        return new(variable, false, new(bytes.Take(Greatest(variable.Length))));
    }
}
